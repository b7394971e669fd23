import { sameDim } from "../ir/dim.ts";
import type { Value } from "../ir/program.ts";
import { type Shape, sameShape } from "../ir/shape.ts";
import { broadcast } from "./broadcast-rule.ts";
import type { ProgramBuilder } from "./builder.ts";
import type { PrimitiveExample } from "./primitive.ts";
import { reduce_sum } from "./reduce_sum.ts";
import { reshape } from "./reshape.ts";

/** No attributes at all. */
export type NoAttributes = Readonly<Record<string, never>>;

/** Shape rule of primitives that combine two values number by number. */
export function binaryShape([a, b]: readonly Shape[]): readonly Shape[] {
  return [broadcast(a!, b!)];
}

/** Two of one shape, two that broadcast, and a number with a tensor. */
export const broadcastExamples: readonly PrimitiveExample<NoAttributes>[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [
    [2, 3, 4],
    [3, 1],
  ],
  [[], [2, 3]],
].map((inputs) => ({ inputs, attributes: {} }));

/** Shape rule of primitives that work on each number by itself. */
export function unaryShape([x]: readonly Shape[]): readonly Shape[] {
  return [x!];
}

/** The gradient of a value that was repeated to the gradient's shape: repeats are summed up again. */
export function sumToShape(b: ProgramBuilder, gradient: Value, shape: Shape): Value {
  if (sameShape(gradient.shape, shape)) return gradient;
  const added = gradient.shape.length - shape.length;
  const repeated = gradient.shape.flatMap((size, axis) => {
    const original = axis < added ? undefined : shape[axis - added]!;
    return original === undefined || !sameDim(original, size) ? [axis] : [];
  });
  const summed = b.apply(reduce_sum, [gradient], { axes: repeated });
  return sameShape(summed.shape, shape) ? summed : b.apply(reshape, [summed], { shape });
}
