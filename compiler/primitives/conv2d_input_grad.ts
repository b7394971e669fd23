import type { Shape } from "../ir/shape.ts";
import type { Primitive } from "./primitive.ts";
import type { Conv2dAttributes } from "./window-rules.ts";

export type Conv2dInputGradAttributes = Conv2dAttributes & {
  /** Shape of the convolution's input, which strides leave open. */
  readonly shape: Shape;
};

export const conv2d_input_grad: Primitive<Conv2dInputGradAttributes> = {
  name: "conv2d_input_grad",
  doc: "The gradient by the input x of a conv2d, of that by its result, dy, and the filters w: a transposed convolution.",
  shape: (_inputs, { shape }) => [shape],
  examples: [
    {
      inputs: [
        [2, 4, 5, 4],
        [4, 3, 3, 3],
      ],
      attributes: { stride: [1, 1], padding: [1, 1], dilation: [1, 1], groups: 1, shape: [2, 3, 5, 4] },
    },
    {
      inputs: [
        [2, 6, 7, 4],
        [6, 2, 3, 2],
      ],
      attributes: { stride: [1, 2], padding: [2, 1], dilation: [2, 1], groups: 2, shape: [2, 4, 7, 6] },
    },
  ],
};
