import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const missing_argument = defineDiagnostic<{ readonly callee: string; readonly names: readonly string[] }>({
  name: "missing_argument",
  severity: "error",
  message: ({ callee, names }) => `\`${callee}\` needs ${names.map((name) => `\`${name}\``).join(" and ")}`,
  why: "A parameter without a default has to be given: no value for it would be right most of the time.",
  fix: "Write the argument.",
  bad: sampleModel("conv1 = conv2d(4); flatten(); fc = linear(2)"),
  good: sampleModel("conv1 = conv2d(4, kernel: 3); flatten(); fc = linear(2)"),
});
