import type { Program } from "../../../ir/program.ts";
import { comment, propertyName } from "./code-text.ts";
import { batchedShape, inputsOf, masksOf, type Port, type TrainingRequest, targetOf } from "./ports.ts";

/** Types of what goes in and out. */
export function typesText(inference: Program, training: TrainingRequest | undefined): string[] {
  return [
    weightsType(inference),
    arraysType("Inputs", inputsOf(inference)),
    arraysType("Outputs", inference.outputs),
    ...(training === undefined ? [] : batchTypes(inference, training.program)),
  ];
}

function weightsType({ weights }: Program): string {
  const lines = weights.map(({ key, value }) => arrayLine(key, `[${value.shape.join(", ")}]`));
  const doc = comment(["The weights, by their keys in PyTorch's state dict and in its layout."]);
  return [doc, "export interface Weights {", ...lines, "}"].join("\n");
}

function batchTypes(inference: Program, training: Program): string[] {
  const target = portLine(targetOf(inference, training));
  if (training.masks.length === 0) return [["export interface Batch extends Inputs {", target, "}"].join("\n")];
  const doc = comment(["What dropout multiplies with: 0, or 1 / (1 - p) where a number is kept."]);
  return [
    `${doc}\n${arraysType("Masks", masksOf(training))}`,
    ["export interface Batch extends Inputs {", target, "  masks: Masks;", "}"].join("\n"),
  ];
}

function arraysType(name: string, ports: readonly Port[]): string {
  return [`export interface ${name} {`, ...ports.map(portLine), "}"].join("\n");
}

function portLine({ name, value }: Port): string {
  return arrayLine(name, batchedShape(value.shape.slice(1)));
}

/** The shape is a doc comment, so that editors show it and declaration files keep it. */
function arrayLine(name: string, shape: string): string {
  return `${comment([shape], "  ")}\n  ${propertyName(name)}: Float32Array;`;
}
