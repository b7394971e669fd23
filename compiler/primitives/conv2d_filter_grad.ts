import type { Shape } from "../ir/shape.ts";
import type { Primitive } from "./primitive.ts";
import type { Conv2dAttributes } from "./window-rules.ts";

export type Conv2dFilterGradAttributes = Conv2dAttributes & {
  /** Shape of the filters, which strides leave open. */
  readonly shape: Shape;
};

export const conv2d_filter_grad: Primitive<Conv2dFilterGradAttributes> = {
  name: "conv2d_filter_grad",
  doc: "The gradient by the filters w of a conv2d, of its input x and the gradient by its result, dy.",
  shape: (_inputs, { shape }) => [shape],
  examples: [
    {
      inputs: [
        [2, 3, 5, 4],
        [2, 4, 5, 4],
      ],
      attributes: { stride: [1, 1], padding: [1, 1], dilation: [1, 1], groups: 1, shape: [4, 3, 3, 3] },
    },
    {
      inputs: [
        [2, 4, 7, 6],
        [2, 6, 7, 4],
      ],
      attributes: { stride: [1, 2], padding: [2, 1], dilation: [2, 1], groups: 2, shape: [6, 2, 3, 2] },
    },
  ],
};
