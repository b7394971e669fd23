import type { Value } from "../ir/program.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { reduce_mean } from "../primitives/reduce_mean.ts";

/** The mean over all numbers of a value, batch axis included: PyTorch's `reduction="mean"`. */
export function meanOfAll(b: ProgramBuilder, value: Value): Value {
  return b.apply(reduce_mean, [value], { axes: value.shape.map((_, axis) => axis) });
}

/** The mean of what `of` gives for each difference between a prediction and its target, in double precision. */
export function meanOfDifferences(
  prediction: Float32Array,
  target: Float32Array,
  of: (difference: number) => number,
): number {
  let sum = 0;
  for (let i = 0; i < prediction.length; i++) sum += of(prediction[i]! - target[i]!);
  return sum / prediction.length;
}
