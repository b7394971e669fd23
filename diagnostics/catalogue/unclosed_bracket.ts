import { defineDiagnostic } from "../define.ts";

interface About {
  readonly bracket: string;
}

export const unclosed_bracket = defineDiagnostic<About>({
  name: "unclosed_bracket",
  severity: "error",
  message: ({ bracket }) => `\`${bracket}\` is never closed`,
  help: ({ bracket }) => `put \`${bracket === "(" ? ")" : bracket === "[" ? "]" : "}"}\` here`,
  why: "Every `(`, `[` and `{` needs its counterpart. Where one is missing, a line that begins a new step ends it, and so does a line that stands no deeper than the one with the bracket: the lines below are read as they look.",
  fix: "Close the bracket.",
  bad: "const sizes = [1, 2\n",
  good: "const sizes = [1, 2]\n",
});
