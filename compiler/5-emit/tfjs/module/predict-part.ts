import type { Program } from "../../../ir/program.ts";
import { layOut, propertyName } from "../code-text.ts";
import { bodyIndent, sizeLines } from "./body-writer.ts";
import { inferenceBody } from "./function-bodies.ts";
import { type ModuleContext, tidied } from "./module-parts.ts";
import { addRoutines } from "./routine-part.ts";
import { shapeChecks } from "./shape-checks.ts";
import { tensorType } from "./tensor-type.ts";
import { weightsParameter } from "./weights-part.ts";

/** The function that runs the model, and those that it calls. */
export function addPredict(context: ModuleContext): void {
  const { module, inference } = context;
  const { program, main } = inference;
  const routines = addRoutines(context, inference.routines);
  const writer = inferenceBody(context, routines);
  const outputs = program.outputs.map(({ name, value }) => [name, writer.plainTensor(value)] as const);
  const only = outputs.length === 1 ? outputs[0]![1] : undefined;
  const result = layOut(only ?? { properties: outputs }, bodyIndent, "return ", ";");
  const checks = shapeChecks(main.inputs, writer);
  const sizes = sizeLines(writer.sizes, main, writer);
  for (const name of writer.helpers) context.helpers.add(name);
  module.addFunction({
    isExported: true,
    name: "predict",
    parameters: [
      weightsParameter(program),
      ...main.inputs.map((input) => ({ name: writer.variable(input), type: tensorType(input.shape.length) })),
    ],
    returnType: outputType(program),
    docs: [
      `The model's ${only === undefined ? "outputs" : "output"}, dropout off; the caller disposes ${only === undefined ? "them" : "it"}.`,
    ],
    statements: tidied([...sizes, ...checks, ...writer.lines, result]),
  });
}

/** `tf.Tensor3D`, or an object where there are several outputs. */
export function outputType({ outputs }: Program): string {
  const types = outputs.map(({ name, value }) => ({ name, type: tensorType(value.shape.length) }));
  if (types.length === 1) return types[0]!.type;
  return `{ ${types.map(({ name, type }) => `${propertyName(name)}: ${type}`).join("; ")} }`;
}
