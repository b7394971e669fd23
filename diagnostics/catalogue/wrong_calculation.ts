import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const wrong_calculation = defineDiagnostic<{ readonly problem: string }>({
  name: "wrong_calculation",
  severity: "error",
  message: ({ problem }) => problem,
  why: "Calculations join numbers of one kind (plain numbers, shares, angles, sizes in bytes), compare values, and join conditions.",
  fix: "Correct the calculation, or write its result.",
  bad: sampleModel("flatten(); fc = linear(4 / 0)"),
  good: sampleModel("flatten(); fc = linear(4 / 2)"),
});
