import { type Shape, sameShape, showShape } from "../ir/shape.ts";
import { broadcast } from "./broadcast-rule.ts";
import type { Primitive } from "./primitive.ts";

export type BroadcastToAttributes = { readonly shape: Shape };

export const broadcast_to: Primitive<BroadcastToAttributes> = {
  name: "broadcast_to",
  doc: "x repeated to a larger shape, by NumPy's rule. Stands in backward passes only: forward, elementwise primitives broadcast.",
  shape([x], { shape }) {
    if (!sameShape(broadcast(x!, shape), shape))
      throw new Error(`can't broadcast ${showShape(x!)} to ${showShape(shape)}`);
    return [shape];
  },
  examples: [
    { inputs: [[]], attributes: { shape: [2, 3] } },
    { inputs: [[3, 1]], attributes: { shape: [2, 3, 4] } },
  ],
};
