import { productOf } from "../ir/dim.ts";
import { broadcast_to } from "./broadcast_to.ts";
import { constant } from "./constant.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";
import type { ReduceAttributes } from "./reduce_sum.ts";
import { keptShape, reducedShape } from "./reduction-rules.ts";
import { reshape } from "./reshape.ts";

export const reduce_mean: Primitive<ReduceAttributes> = {
  name: "reduce_mean",
  doc: "The mean over some axes, which vanish.",
  shape: ([x], { axes }) => [reducedShape(x!, axes)],
  gradient(b, { inputs: [x], attributes: { axes } }, [dy]) {
    if (dy === undefined) return [];
    const share = b.apply(constant, [], { value: 1, divisor: productOf(axes.map((axis) => x!.shape[axis]!)) });
    const kept = b.apply(reshape, [b.apply(mul, [dy, share], {})], { shape: keptShape(x!.shape, axes) });
    return [b.apply(broadcast_to, [kept], { shape: x!.shape })];
  },
  examples: [
    { inputs: [[2, 3, 4, 5]], attributes: { axes: [0, 2, 3] } },
    { inputs: [[2, 3]], attributes: { axes: [0, 1] } },
  ],
};
