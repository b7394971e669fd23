import type { Shape } from "../ir/shape.ts";
import type { Primitive } from "./primitive.ts";
import type { AvgPool2dAttributes } from "./window-rules.ts";

export type AvgPool2dGradAttributes = AvgPool2dAttributes & {
  /** Shape of the pool's input, which strides leave open. */
  readonly shape: Shape;
};

export const avg_pool2d_grad: Primitive<AvgPool2dGradAttributes> = {
  name: "avg_pool2d_grad",
  doc: "The gradient by the input of an avg_pool2d, of dy [batch, C, rows, columns]: each number is shared out over its window.",
  shape: (_inputs, { shape }) => [shape],
  examples: [
    {
      inputs: [[2, 3, 3, 2]],
      attributes: { kernel: [2, 2], stride: [2, 2], before: [0, 0], after: [0, 0], shape: [2, 3, 7, 4] },
    },
    {
      inputs: [[2, 3, 3, 4]],
      attributes: { kernel: [3, 2], stride: [2, 1], before: [1, 0], after: [1, 0], shape: [2, 3, 6, 5] },
    },
    {
      inputs: [[2, 3, 3, 3]],
      attributes: { kernel: [3, 2], stride: [2, 2], before: [0, 0], after: [1, 1], shape: [2, 3, 6, 5] },
    },
  ],
};
