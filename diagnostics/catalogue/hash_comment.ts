import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const hash_comment = defineDiagnostic<Record<string, never>>({
  name: "hash_comment",
  severity: "error",
  message: () => "a comment begins with `//`, not with `#`",
  help: () => "write `//`",
  why: "One sign for comments keeps files alike; `#` is one in Python and in the shell. What stands behind it is read as a comment, so the rest of the file is checked as usual.",
  fix: "Write `//`, or `///` for what belongs to the declaration below it.",
  bad: `# what other languages call a comment\n${sampleModel()}`,
  good: `// a comment\n${sampleModel()}`,
});
