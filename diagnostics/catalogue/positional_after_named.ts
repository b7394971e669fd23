import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const positional_after_named = defineDiagnostic<{ readonly callee: string; readonly names: readonly string[] }>({
  name: "positional_after_named",
  severity: "error",
  message: () => "after an argument with a name, every argument needs its name",
  help: ({ callee, names }) => `the parameters of \`${callee}\` are ${names.map((name) => `\`${name}\``).join(", ")}`,
  why: "Arguments without a name are counted from the first. Behind a named one it could not be told which is meant.",
  fix: "Put arguments without a name first, or name them all.",
  bad: sampleModel("conv1 = conv2d(kernel: 3, 4); flatten(); fc = linear(2)"),
  good: sampleModel("conv1 = conv2d(4, kernel: 3); flatten(); fc = linear(2)"),
});
