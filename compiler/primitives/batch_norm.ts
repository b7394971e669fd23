import { productOf } from "../ir/dim.ts";
import type { Value } from "../ir/program.ts";
import { type Shape, sameShape, showShape } from "../ir/shape.ts";
import { add } from "./add.ts";
import type { ProgramBuilder } from "./builder.ts";
import { constant } from "./constant.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import type { Primitive } from "./primitive.ts";
import { reduce_sum } from "./reduce_sum.ts";
import { reshape } from "./reshape.ts";
import { rsqrt } from "./rsqrt.ts";
import { sub } from "./sub.ts";

export type BatchNormAttributes = { readonly eps: number };

export const batch_norm: Primitive<BatchNormAttributes> = {
  name: "batch_norm",
  doc: `(x - mean) / sqrt(variance + eps) * weight + bias for x [batch, C, ...] and its own mean and biased variance over all
axes but that of the channels, [C], which come as inputs. The gradient by x is the whole one: it takes into account that mean
and variance follow x. They have none themselves.`,
  shape([x, ...perChannel]) {
    if (perChannel.some((input) => !sameShape(input, [x![1]!])))
      throw new Error(`no channels of ${showShape(x!)} in ${perChannel.map(showShape).join(", ")}`);
    return [x!];
  },
  // Ioffe and Szegedy, Batch Normalization (2015), section 3: with c = x - mean, i = 1 / sqrt(variance + eps) and n numbers a
  // channel, dx = i * weight * (dy - sum(dy) / n - c * i² * sum(dy * c) / n).
  gradient(b, { inputs: [x, mean, variance, weight], attributes: { eps } }, [dy]) {
    if (dy === undefined) return [];
    const axes = axesBesideChannels(x!.shape);
    const times = (left: Value, right: Value) => b.apply(mul, [left, right], {});
    const wide = (value: Value) => alongChannels(b, value, x!.shape);
    const share = b.apply(constant, [], { value: 1, divisor: productOf(axes.map((axis) => x!.shape[axis]!)) });
    const inverse = b.apply(rsqrt, [variance!], { eps });
    const centred = b.apply(sub, [x!, wide(mean!)], {});
    const dBias = b.apply(reduce_sum, [dy], { axes });
    const dWeight = times(b.apply(reduce_sum, [times(dy, centred)], { axes }), inverse);
    const scale = times(weight!, inverse);
    const shared = times(scale, share);
    const negated = (value: Value) => b.apply(neg, [value], {});
    const slope = negated(times(times(shared, inverse), dWeight));
    const offset = negated(times(shared, dBias));
    const through = b.apply(add, [times(centred, wide(slope)), wide(offset)], {});
    return [b.apply(add, [times(dy, wide(scale)), through], {}), undefined, undefined, dWeight, dBias];
  },
  examples: [],
};

/** Axes over which the numbers of one channel lie in [batch, C, ...]. */
export function axesBesideChannels(shape: Shape): number[] {
  return shape.map((_, axis) => axis).filter((axis) => axis !== 1);
}

/** A value [C] as [1, C, 1, ...], which broadcasts to this shape. */
export function alongChannels(b: ProgramBuilder, value: Value, shape: Shape): Value {
  return b.apply(reshape, [value], { shape: shape.map((size, axis) => (axis === 1 ? size : 1)) });
}
