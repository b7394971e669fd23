import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  readonly inputs: readonly string[];
}

export const one_input_expected = defineDiagnostic<About>({
  name: "one_input_expected",
  severity: "error",
  message: ({ model, inputs }) =>
    `\`${model}\` has ${inputs.length} inputs (${inputs.join(", ")}), but examples have one picture`,
  why: "An example is a picture and its points. A model with several inputs can be checked and compiled, but an experiment has nothing to feed into the others.",
  fix: "Train a model with one input.",
  bad: experimentWith({ input: "image[1, 12, 16] in -0.5..0.5\n  input other: image[1, 12, 16] in -0.5..0.5" }),
  good: experimentWith({}),
});
