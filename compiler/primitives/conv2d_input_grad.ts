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
};
