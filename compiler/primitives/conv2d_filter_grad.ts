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
};
