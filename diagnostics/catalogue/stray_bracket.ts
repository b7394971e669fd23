import { defineDiagnostic } from "../define.ts";

interface About {
  readonly bracket: string;
}

export const stray_bracket = defineDiagnostic<About>({
  name: "stray_bracket",
  severity: "error",
  message: ({ bracket }) => `\`${bracket}\` closes nothing`,
  why: "A closing bracket belongs to an opening one. A spare one usually means that the opening one was lost, or that a block ended earlier than it looks.",
  fix: "Remove it, or write the bracket that it should close.",
  bad: "const sizes = [1, 2]]\n",
  good: "const sizes = [1, 2]\n",
});
