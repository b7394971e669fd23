import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  /** The parameter or property. */
  readonly what: string;
  /** `a whole number`. */
  readonly takes: string;
  /** `a text`. */
  readonly is: string;
  /** What was probably meant, as it is written. */
  readonly instead?: string | undefined;
}

export const wrong_kind_of_value = defineDiagnostic<About>({
  name: "wrong_kind_of_value",
  severity: "error",
  message: ({ what, takes, is }) => `\`${what}\` takes ${takes}, not ${is}`,
  help: ({ instead }) => (instead === undefined ? undefined : `write \`${instead}\``),
  why: "Every parameter and property takes values of one kind, so that a slip is found before anything runs.",
  fix: "Write the value in the form that the message names.",
  bad: sampleModel('flatten(); fc = linear("two")'),
  good: sampleModel("flatten(); fc = linear(2)"),
});
