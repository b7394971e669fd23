import { avg_pool2d_grad } from "./avg_pool2d_grad.ts";
import type { Primitive } from "./primitive.ts";
import { type AvgPool2dAttributes, pooledShape } from "./window-rules.ts";

export type { AvgPool2dAttributes };

export const avg_pool2d: Primitive<AvgPool2dAttributes> = {
  name: "avg_pool2d",
  doc: "The mean of every window of x [batch, C, H, W]; padding is zeros that count.",
  shape: ([x], attributes) => [pooledShape(x!, attributes)],
  gradient(b, { inputs: [x], attributes }, [dy]) {
    return dy === undefined ? [] : [b.apply(avg_pool2d_grad, [dy], { ...attributes, shape: x!.shape })];
  },
  examples: [
    { inputs: [[2, 3, 7, 4]], attributes: { kernel: [2, 2], stride: [2, 2], before: [0, 0], after: [0, 0] } },
    { inputs: [[2, 3, 6, 5]], attributes: { kernel: [3, 2], stride: [2, 1], before: [1, 0], after: [1, 0] } },
    { inputs: [[2, 3, 6, 5]], attributes: { kernel: [3, 2], stride: [2, 2], before: [0, 0], after: [1, 1] } },
  ],
};
