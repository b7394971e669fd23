import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const too_few_values = defineDiagnostic<{ readonly op: string; readonly count: number }>({
  name: "too_few_values",
  severity: "error",
  message: ({ op, count }) =>
    `\`${op}\` joins what flows in with values that it names: ${count === 1 ? "one is" : `${count} are`} missing`,
  why: "A join takes what flows through the chain as its first value. The others are named in its parentheses.",
  fix: "Name a value from further up: `add(x)`.",
  bad: sampleModel("conv1 = conv2d(1, kernel: 1); add(); flatten(); fc = linear(2)"),
  good: sampleModel("conv1 = conv2d(1, kernel: 1); add(image); flatten(); fc = linear(2)"),
});
