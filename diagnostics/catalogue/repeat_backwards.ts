import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const repeat_backwards = defineDiagnostic<{ readonly first: number; readonly last: number }>({
  name: "repeat_backwards",
  severity: "error",
  message: ({ first, last }) => `a repeat counts upwards, and ${last} is below ${first}`,
  why: "A range whose end is below its beginning holds no turn, so the steps of the repeat would silently be left out. None at all is written `0..<0`.",
  fix: "Write the smaller number first, or see how the end is worked out.",
  bad: sampleModel("deep = repeat i in 0..<-5 { conv2d(4, kernel: 1) }; flatten(); fc = linear(2)"),
  good: sampleModel("deep = repeat i in 0..<5 { conv2d(4, kernel: 1) }; flatten(); fc = linear(2)"),
});
