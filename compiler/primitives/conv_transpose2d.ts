import { conv2d } from "./conv2d.ts";
import { conv2d_filter_grad } from "./conv2d_filter_grad.ts";
import { type Conv2dInputGradAttributes, conv2d_input_grad } from "./conv2d_input_grad.ts";
import type { Primitive } from "./primitive.ts";

export const conv_transpose2d: Primitive<Conv2dInputGradAttributes> = {
  name: "conv_transpose2d",
  doc: `Of x [batch, O, h, w] and filters w [O, C / groups, kernel height, kernel width] the value [batch, C, H, W] that a conv2d's
input gets as its gradient where x is that by its result; this one stands in forward passes.`,
  shape: conv2d_input_grad.shape,
  gradient(b, { inputs: [x, w], attributes: { shape, ...sliding } }, [dy]) {
    if (dy === undefined) return [];
    return [b.apply(conv2d, [dy, w!], sliding), b.apply(conv2d_filter_grad, [dy, x!], { ...sliding, shape: w!.shape })];
  },
  examples: conv2d_input_grad.examples,
};
