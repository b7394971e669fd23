import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const too_large = defineDiagnostic<{ readonly count: number }>({
  name: "too_large",
  severity: "error",
  message: ({ count }) => `${count} numbers in one value are more than any machine can hold`,
  why: "Each number takes four bytes. Mostly a digit too many was typed, or a stride or a pool is missing above a linear step.",
  fix: "Write a smaller size.",
  bad: sampleModel("flatten(); fc1 = linear(10_000_000_000_000); fc2 = linear(2)"),
  good: sampleModel("flatten(); fc1 = linear(100); relu(); fc2 = linear(2)"),
});
