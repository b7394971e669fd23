import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const value_out_of_bounds = defineDiagnostic<{ readonly what: string; readonly problem: string }>({
  name: "value_out_of_bounds",
  severity: "error",
  message: ({ what, problem }) => `\`${what}\` ${problem}`,
  why: "Each parameter says which values make sense for it; the reference lists them.",
  fix: "Write a value within the bounds that the message names.",
  bad: sampleModel("conv1 = conv2d(4, kernel: 0); flatten(); fc = linear(2)"),
  good: sampleModel("conv1 = conv2d(4, kernel: 1); flatten(); fc = linear(2)"),
});
