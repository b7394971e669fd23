import { type Dim, isKnown, showDim } from "../../../ir/dim.ts";
import { InternalError } from "../../../ir/internal-error.ts";
import type { PlannedCall } from "../../../ir/plan.ts";
import type { Program, Value } from "../../../ir/program.ts";
import type { EmitRequest } from "../../target.ts";

/** A training program with the optimizer that follows its gradients. */
export interface TrainingRequest {
  readonly program: Program;
  readonly optimizer: PlannedCall;
}

/** Undefined where only inference is wanted. */
export function trainingOf({ training, optimizer }: EmitRequest): TrainingRequest | undefined {
  return training === undefined || optimizer === undefined ? undefined : { program: training, optimizer };
}

/** A value under the name by which a module's user knows it. */
export interface Port {
  readonly name: string;
  readonly value: Value;
}

export function inputsOf({ inputs }: Program): Port[] {
  return inputs.map((value) => ({ name: value.name, value }));
}

export function masksOf({ masks }: Program): Port[] {
  return masks.map(({ value }) => ({ name: value.name, value }));
}

/** What a training program takes after the model's inputs. */
export function targetOf(inference: Program, training: Program): Port {
  const value = training.inputs[inference.inputs.length]!;
  return { name: value.name, value };
}

/** What the loss of each point is multiplied with; undefined where no point may be hidden. */
export function targetWeightOf(inference: Program, training: Program): Port | undefined {
  const value = training.inputs[inference.inputs.length + 1];
  return value && { name: value.name, value };
}

/** `[1, 60, 80]`: the sizes of one example. */
export function exampleShape({ name, shape }: Value): string {
  const sizes = shape.slice(1);
  if (!sizes.every(isKnown)) throw new InternalError(`the size of ${name} is not known`, "5-emit/onnx");
  return `[${sizes.join(", ")}]`;
}

/** `[batch, 1, 60, 80]`, from the sizes of one example. */
export function batchedShape(shape: readonly Dim[]): string {
  return `[${["batch", ...shape.map(showDim)].join(", ")}]`;
}
