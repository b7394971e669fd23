import type { Attributes, Value } from "../ir/program.ts";
import type { Shape } from "../ir/shape.ts";
import type { ProgramBuilder } from "./builder.ts";

/** One application, as its gradient rule sees it. */
export interface Application<A extends Attributes> {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: A;
}

/** Shapes of the inputs, a number for the batch, and attributes. */
export interface PrimitiveExample<A extends Attributes> {
  readonly inputs: readonly Shape[];
  readonly attributes: A;
}

/**
 * A primitive: one of the closed set of operations that every target spells, one file each here and one file a target in
 * 5-emit. Ops, losses and gradients are made of primitives, so an op that is made of them has its gradient for nothing.
 */
export interface Primitive<A extends Attributes = Attributes> {
  readonly name: string;
  /** What it computes, with shapes. */
  readonly doc: string;
  /** Shapes of the results, batch axis and all; throws where they can't be: that is a bug of ours. */
  readonly shape: (inputs: readonly Shape[], attributes: A) => readonly Shape[];
  /**
   * Gradients of the loss by each input, given those by each result (undefined: none flows there). Undefined, or left
   * out at the end, for an input that has no gradient (indices, what is flat everywhere). A primitive that stands in
   * backward passes only has no rule.
   */
  readonly gradient?: (
    b: ProgramBuilder,
    application: Application<A>,
    outputGradients: readonly (Value | undefined)[],
  ) => readonly (Value | undefined)[];
  /**
   * Applications to try: every target, and the gradient rule, is held to the reference on them. The pool's gradient has
   * none, since its inputs are not free (they are an earlier pool's results); it is tried as the gradient of max_pool2d.
   */
  readonly examples: readonly PrimitiveExample<A>[];
}
