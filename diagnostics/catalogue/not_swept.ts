import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

interface About {
  readonly name: string;
  /** Whether it is made of parts that can be swept one by one. */
  readonly parts: boolean;
}

export const not_swept = defineDiagnostic<About>({
  name: "not_swept",
  severity: "error",
  message: ({ name }) => `\`${name}\` can't be swept as a whole`,
  help: ({ name, parts }) => (parts ? `sweep a part of it, as in \`${name}.part: [1, 2]\`` : undefined),
  why: "Each value of a sweep stands in a column of its table, and is given to a run as one setting. A whole record is no one value, and what is measured has to be the same for all runs.",
  fix: "Sweep the parts of the property one by one, or write a variant for each.",
  bad: sampleSpec("epochs: 3; sweep { rates: [{ fc: 0.1 }, { fc: 1 }] }"),
  good: sampleSpec("epochs: 3; rates: { fc: 1 }; sweep { rates.fc: [0.1, 1] }"),
});
