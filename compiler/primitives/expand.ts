import { type BroadcastToAttributes, broadcast_to } from "./broadcast_to.ts";
import { sumToShape } from "./elementwise-rules.ts";
import type { Primitive } from "./primitive.ts";

export const expand: Primitive<BroadcastToAttributes> = {
  name: "expand",
  doc: "x repeated to a larger shape, by NumPy's rule, as broadcast_to does; this one stands in forward passes.",
  shape: broadcast_to.shape,
  gradient(b, { inputs: [x] }, [dy]) {
    return dy === undefined ? [] : [sumToShape(b, dy, x!.shape)];
  },
  examples: broadcast_to.examples,
};
