import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const name_within_step = defineDiagnostic<{ readonly name: string; readonly step: string }>({
  name: "name_within_step",
  severity: "error",
  message: ({ name, step }) => `\`${name}\` lies within \`${step}\`, which is a step with weights of its own`,
  why: "Names become keys of a state dict, where what stands before a dot is a module. No module of PyTorch is a layer with weights and holds another one under the name of such a weight.",
  fix: "Give one of the two another name.",
  bad: sampleModel('flatten(); layer = linear(4); relu(); "layer.weight" = linear(2)'),
  good: sampleModel('flatten(); "layer.0" = linear(4); relu(); "layer.1" = linear(2)'),
});
