import { symbol } from "./dim.ts";
import type { Initialisation } from "./graph.ts";
import type { Shape } from "./shape.ts";

/** The leading axis of batched values, until a target binds it to a number (`bindBatch`). */
export const batchSize = symbol("batch");

/** A value of a program: its name is unique there, its shape has the batch axis where the value has one. */
export interface Value {
  readonly name: string;
  readonly shape: Shape;
}

/** Attributes of primitives: plain data. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One application of a primitive; every instruction stands after those whose results it takes. */
export interface Instruction {
  readonly primitive: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
  /** The step that it serves (a node's path, or `loss`). */
  readonly path: string;
  readonly pass: "forward" | "backward";
}

/** A tensor of the state dict that the program reads, in PyTorch's layout. */
export interface ProgramWeight {
  readonly key: string;
  /** The key that it had before its step was renamed. */
  readonly was?: string;
  readonly value: Value;
  readonly initialisation: Initialisation;
  readonly trainable: boolean;
}

/**
 * A mask that the runtime draws for a dropout step and hands in: numbers 0 or 1 / (1 - probability). Its shape is
 * [batch, ...]; each example's part comes from the stream of (seed, epoch, example, path).
 */
export interface ProgramMask {
  readonly path: string;
  readonly value: Value;
  readonly probability: number;
}

export interface ProgramOutput {
  readonly name: string;
  readonly value: Value;
}

/** Straight-line code over primitives: what every target spells in its own words. */
export interface Program {
  readonly format: "kpnet-program/1";
  readonly name: string;
  readonly kind: "inference" | "training";
  /**
   * The model's inputs in order and, when training, `target` after them; then, where points may be hidden, `target_weight` [batch,
   * points]: what the loss of each point is multiplied with before the mean over all numbers is taken.
   */
  readonly inputs: readonly Value[];
  readonly weights: readonly ProgramWeight[];
  /** None in inference. */
  readonly masks: readonly ProgramMask[];
  readonly instructions: readonly Instruction[];
  /**
   * Inference: the model's outputs. Training: `loss` (shape []), then the model's outputs, by name.
   */
  readonly outputs: readonly ProgramOutput[];
  /** Training: the gradient of the loss by each trainable weight, in the order of `weights`. */
  readonly gradients: readonly { readonly key: string; readonly value: Value }[];
  /** Training: what weights that no gradient trains (running statistics) become after the step. */
  readonly updates: readonly { readonly key: string; readonly value: Value }[];
}
