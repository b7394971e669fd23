import type { Program, Value } from "../../../ir/program.ts";
import { flat, layOut, propertyName } from "../code-text.ts";
import { layoutOfValue } from "../value-layout.ts";
import { type BodyWriter, bodyIndent, sizeLines } from "./body-writer.ts";
import { inferenceBody } from "./function-bodies.ts";
import { type ModuleContext, tidied } from "./module-parts.ts";
import { tensorType } from "./tensor-type.ts";

/** The function that runs the model. */
export function addPredict({ module, graph, inference, backend, helpers }: ModuleContext): void {
  const writer = inferenceBody(graph, inference, backend);
  const outputs = inference.outputs.map(({ name, value }) => [name, tensorOf(writer, value)] as const);
  const only = outputs.length === 1 ? outputs[0]![1] : undefined;
  const result = layOut(only ?? { properties: outputs }, bodyIndent, "return ", ";");
  const sizes = sizeLines(writer.sizes, inference.inputs, (value) => writer.variable(value));
  for (const name of writer.helpers) helpers.add(name);
  module.addFunction({
    isExported: true,
    name: "predict",
    parameters: [
      { name: "weights", type: "Weights" },
      ...inference.inputs.map((input) => ({ name: writer.variable(input), type: tensorType(input.shape.length) })),
    ],
    returnType: outputType(inference),
    docs: [
      `The model's ${only === undefined ? "outputs" : "output"}, dropout off; the caller disposes ${only === undefined ? "them" : "it"}.`,
    ],
    statements: tidied([...sizes, ...writer.lines, result]),
  });
}

/** `tf.Tensor3D`, or an object where there are several outputs. */
export function outputType({ outputs }: Program): string {
  const types = outputs.map(({ name, value }) => ({ name, type: tensorType(value.shape.length) }));
  if (types.length === 1) return types[0]!.type;
  return `{ ${types.map(({ name, type }) => `${propertyName(name)}: ${type}`).join("; ")} }`;
}

function tensorOf(writer: BodyWriter, value: Value): string {
  return flat(writer.tensor(value, layoutOfValue(value.shape.length)));
}
