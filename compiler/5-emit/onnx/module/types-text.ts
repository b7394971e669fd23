import type { Program } from "../../../ir/program.ts";
import { comment, propertyName } from "./code-text.ts";
import { batchedShape, inputsOf, masksOf, type Port, type TrainingRequest, targetOf, targetWeightOf } from "./ports.ts";

/** Types of what goes in and out. */
export function typesText(inference: Program, training: TrainingRequest | undefined): string[] {
  return [
    weightsType(inference),
    arraysType("Inputs", inputsOf(inference)),
    arraysType("Outputs", inference.outputs),
    ...(training === undefined ? [] : [batchType(inference, training.program)]),
  ];
}

function weightsType({ weights }: Program): string {
  const lines = weights.map(({ key, value }) => arrayLine(key, `[${value.shape.join(", ")}]`));
  const doc = comment(["The weights, by their keys in PyTorch's state dict and in its layout."]);
  return [doc, "export interface Weights {", ...lines, "}"].join("\n");
}

function batchType(inference: Program, training: Program): string {
  const weight = targetWeightOf(inference, training);
  const masks = masksOf(training).map(({ name, value }) => {
    return arrayLine(name, `${batchedShape(value.shape.slice(1))}: 0, or 1 / (1 - p) where dropout keeps a number`);
  });
  const doc = comment(["What a training step takes."]);
  return [
    doc,
    "export interface Batch extends Inputs {",
    portLine(targetOf(inference, training)),
    ...(weight === undefined ? [] : [weightLine(weight)]),
    ...masks,
    "}",
  ].join("\n");
}

function weightLine({ name, value }: Port): string {
  return arrayLine(
    name,
    `${batchedShape(value.shape.slice(1))}: 0 for a hidden point, points / visible points for others`,
  );
}

function arraysType(name: string, ports: readonly Port[]): string {
  return [`export interface ${name} {`, ...ports.map(portLine), "}"].join("\n");
}

function portLine({ name, value }: Port): string {
  return arrayLine(name, batchedShape(value.shape.slice(1)));
}

/** The shape is a doc comment, so that editors show it and declaration files keep it. */
function arrayLine(name: string, doc: string): string {
  return `${comment([doc], "  ")}\n  ${propertyName(name)}: Float32Array;`;
}
