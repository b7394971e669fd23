import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const duplicate_argument = defineDiagnostic<{ readonly name: string }>({
  name: "duplicate_argument",
  severity: "error",
  message: ({ name }) => `\`${name}\` has a value already`,
  why: "A parameter has one value. Mostly it was given once by its position and once by its name.",
  fix: "Remove one of the two.",
  bad: sampleModel("conv1 = conv2d(4, 3, kernel: 3); flatten(); fc = linear(2)"),
  good: sampleModel("conv1 = conv2d(4, kernel: 3); flatten(); fc = linear(2)"),
});
