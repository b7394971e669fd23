import { defineDiagnostic } from "../define.ts";

export const unterminated_comment = defineDiagnostic<Record<string, never>>({
  name: "unterminated_comment",
  severity: "error",
  message: () => "this comment is never closed",
  why: "Without its `*/` a comment would hide the rest of the file. It is taken to end at its line, so that everything below is still read.",
  fix: "Write `*/` where it ends, or use `//`.",
  bad: "/* the rate of learning\nconst rate = 1e-3\n",
  good: "/* the rate of learning */\nconst rate = 1e-3\n",
});
