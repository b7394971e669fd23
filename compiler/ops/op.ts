import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { Dim } from "../ir/dim.ts";
import type { Initialisation } from "../ir/graph.ts";
import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";
import type { Value } from "../ir/program.ts";
import type { Range } from "../ir/range.ts";
import type { Shape } from "../ir/shape.ts";
import type { Role, ValueType } from "../ir/value-type.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";

/** A shape, or why there is none; `problem` makes the diagnostic once the place and the trail of steps are known. */
export type ShapeResult = Shape | ShapeProblem;

export interface ShapeProblem {
  readonly problem: (at: OpSite) => Diagnostic;
}

/** Where an op was called, for messages. */
export interface OpSite {
  readonly place: Place;
  /** Place of one argument, by parameter name; the whole call's where it was not written. */
  argument(name: string): Place;
  /** Steps by which the shape of input `index` came about, latest first: `[32, 3, 5] from maxpool4`. */
  trail(index: number): readonly { readonly place: Place; readonly message: string }[];
}

export function isProblem(result: ShapeResult): result is ShapeProblem {
  return "problem" in result;
}

/** A weight of a step; the step's path and a dot stand before `name` in the state dict. */
export interface OpWeight {
  readonly name: string;
  readonly shape: Shape;
  readonly initialisation: Initialisation;
  readonly trainable: boolean;
}

/** How far an op's output sees into its input, per axis; undefined: everywhere (linear, global pooling). */
export interface Window {
  /** Extent with dilation: d * (k - 1) + 1. */
  readonly extent: readonly [Dim, Dim];
  readonly stride: readonly [Dim, Dim];
}

export interface Lowering<P extends ParameterValues> {
  readonly inputs: readonly Value[];
  readonly parameters: P;
  /** By `OpWeight.name`. */
  readonly weights: Readonly<Record<string, Value>>;
  readonly training: boolean;
  /** The output's shape, without the batch axis. */
  readonly shape: Shape;
}

/** A step as its call would be written, on inputs of these shapes; for docs and the test of all ops. */
export interface OpExample {
  readonly call: string;
  readonly inputs: readonly Shape[];
}

/**
 * An op is one value in one file here, and that is all there is to adding one. Every part is required by this type; one
 * looped test (test/check/ops.test.ts) holds each op to the truth.
 */
export interface Op<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  /** What it does: one line, then more where needed. Markdown. */
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /**
   * How many values flow in: 1 for a step of a chain, `many` for a join, which takes two or more: first what flows through
   * the chain, then the values that its call names.
   */
  readonly inputs: number | "many";
  /** Shape of the output, without the batch axis. */
  readonly shape: (inputs: readonly Shape[], parameters: P) => ShapeResult;
  /** Range of the output's numbers; Infinity where it depends on weights. */
  readonly range: (inputs: readonly Range[], parameters: P, shapes: readonly Shape[]) => Range;
  readonly role: (input: Role, shape: Shape) => Role;
  /** What it keeps in the state dict, in PyTorch's order. */
  readonly weights: (inputs: readonly Shape[], parameters: P) => readonly OpWeight[];
  /** Multiply-adds of one example; 0 for what only moves or compares numbers. */
  readonly multiplyAdds: (inputs: readonly Shape[], output: Shape, parameters: P) => Dim;
  readonly window: (parameters: P) => Window | undefined;
  /** The op in primitives; gradients follow from theirs. */
  readonly lower: (b: ProgramBuilder, lowering: Lowering<P>) => Value;
  /** The module as PyTorch prints it; undefined for what PyTorch has no module for. */
  readonly torch: (inputs: readonly Shape[], parameters: P) => string | undefined;
  /** Remarks on a sound use that is probably not meant (a pool that drops a row). */
  readonly lint?: (inputs: readonly ValueType[], parameters: P, at: OpSite) => readonly Diagnostic[];
  readonly examples: { readonly good: readonly OpExample[]; readonly bad: readonly OpExample[] };
}

/** Lets TypeScript infer the parameters' type, and gives every op the same wide type in the registry. */
export function defineOp<P extends ParameterValues>(op: Op<P>): Op {
  return op as unknown as Op;
}

/** The window of an op that works on each number by itself. */
export const pointwise: Window = { extent: [1, 1], stride: [1, 1] };
