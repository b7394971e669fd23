import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

/** Of a name, at most. */
const shown = 60;

export const wrong_name = defineDiagnostic<{ readonly name: string }>({
  name: "wrong_name",
  severity: "error",
  message: ({ name }) => `\`${name.length > shown ? `${name.slice(0, shown)}…` : name}\` can't name a step`,
  help: () => "names are letters, digits and `_`, with dots between them, at most 200 characters: `features.0`",
  why: "A step's name is part of the keys of its weights, so it is written as keys of a state dict are.",
  fix: "Leave out what is no letter, digit, `_` or dot, and shorten what is longer than 200 characters.",
  bad: sampleModel('flatten(); "fc 1" = linear(2)'),
  good: sampleModel('flatten(); "classifier.1" = linear(2)'),
});
