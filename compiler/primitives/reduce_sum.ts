import { broadcast_to } from "./broadcast_to.ts";
import type { Primitive } from "./primitive.ts";
import { keptShape, reducedShape } from "./reduction-rules.ts";
import { reshape } from "./reshape.ts";

export type ReduceAttributes = {
  /** From 0, rising. They vanish from the shape. */
  readonly axes: readonly number[];
};

export const reduce_sum: Primitive<ReduceAttributes> = {
  name: "reduce_sum",
  doc: "The sum over some axes, which vanish.",
  shape: ([x], { axes }) => [reducedShape(x!, axes)],
  gradient(b, { inputs: [x], attributes: { axes } }, [dy]) {
    if (dy === undefined) return [];
    const kept = b.apply(reshape, [dy], { shape: keptShape(x!.shape, axes) });
    return [b.apply(broadcast_to, [kept], { shape: x!.shape })];
  },
  examples: [
    { inputs: [[2, 3, 4, 5]], attributes: { axes: [0, 2, 3] } },
    { inputs: [[2, 3]], attributes: { axes: [0, 1] } },
  ],
};
