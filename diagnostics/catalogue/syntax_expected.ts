import { defineDiagnostic } from "../define.ts";

interface About {
  /** In words or as it is written: `a value`, `` `(` ``. */
  readonly expected: string;
  /** What stands before the place, as written. */
  readonly after?: string;
  /** What stands there instead, as written. */
  readonly found?: string;
  /** How what was probably meant is written. */
  readonly instead?: string;
}

export const syntax_expected = defineDiagnostic<About>({
  name: "syntax_expected",
  severity: "error",
  message: ({ expected, after, found }) =>
    [`expected ${expected}`, after && ` after ${after}`, found && `, found ${found}`].filter(Boolean).join(""),
  help: ({ instead }) => (instead === undefined ? undefined : `write \`${instead}\``),
  why: "What stands here can't be read, so the step or property that it belongs to is left out of all further checks. The rest of the file is checked as usual.",
  fix: "Write what is missing, or remove what is too much. A newline ends a step; inside `( )` and `[ ]` it doesn't.",
  bad: "const rate =\n",
  good: "const rate = 1e-3\n",
});
