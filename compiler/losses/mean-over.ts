import type { Value } from "../ir/program.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { mul } from "../primitives/mul.ts";
import { reduce_mean } from "../primitives/reduce_mean.ts";
import { reshape } from "../primitives/reshape.ts";

/** The mean over all numbers of a value, batch axis included: PyTorch's `reduction="mean"`. */
export function meanOfAll(b: ProgramBuilder, value: Value): Value {
  return b.apply(reduce_mean, [value], { axes: value.shape.map((_, axis) => axis) });
}

/**
 * The same of losses [batch, K, ...], of which those of each point are multiplied first with its number in `weight` [batch, K]: as
 * PyTorch's `binary_cross_entropy` has it, the mean is over all numbers, whatever the weights come to.
 */
export function weightedMean(b: ProgramBuilder, losses: Value, weight: Value): Value {
  const shape = losses.shape.map((size, axis) => (axis < 2 ? size : 1));
  return meanOfAll(b, b.apply(mul, [losses, b.apply(reshape, [weight], { shape })], {}));
}

/** What `of` gives for each difference between a prediction and its target, in double precision. */
export function ofDifferences(
  prediction: Float32Array,
  target: Float32Array,
  of: (difference: number) => number,
): Float64Array {
  const losses = new Float64Array(prediction.length);
  for (let i = 0; i < prediction.length; i++) losses[i] = of(prediction[i]! - target[i]!);
  return losses;
}
