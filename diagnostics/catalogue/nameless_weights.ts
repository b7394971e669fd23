import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const nameless_weights = defineDiagnostic<{ readonly op: string; readonly name: string }>({
  name: "nameless_weights",
  severity: "error",
  message: ({ op }) => `\`${op}\` has weights, so the step needs a name`,
  help: ({ op, name }) => `write \`${name} = ${op}(...)\``,
  why: "Weights are kept under the name of their step. A number in its place would change with every step that is added above.",
  fix: "Name the step.",
  bad: sampleModel("flatten(); linear(2)"),
  good: sampleModel("flatten(); fc = linear(2)"),
});
