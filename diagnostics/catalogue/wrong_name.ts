import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const wrong_name = defineDiagnostic<{ readonly name: string }>({
  name: "wrong_name",
  severity: "error",
  message: ({ name }) => `\`${name}\` can't name a step`,
  help: () => "names are letters, digits and `_`, with dots between them: `features.0`",
  why: "A step's name is part of the keys of its weights, so it is written as keys of a state dict are.",
  fix: "Leave out what is no letter, digit, `_` or dot.",
  bad: sampleModel('flatten(); "fc 1" = linear(2)'),
  good: sampleModel('flatten(); "classifier.1" = linear(2)'),
});
