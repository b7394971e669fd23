import { mulDim, sameDim } from "../ir/dim.ts";
import { showShape } from "../ir/shape.ts";
import { conv2d_filter_grad } from "./conv2d_filter_grad.ts";
import { conv2d_input_grad } from "./conv2d_input_grad.ts";
import type { Primitive } from "./primitive.ts";
import { reduce_sum } from "./reduce_sum.ts";
import { type Conv2dAttributes, convolvedSizes } from "./window-rules.ts";

export type { Conv2dAttributes };

export const conv2d: Primitive<Conv2dAttributes> = {
  name: "conv2d",
  doc: `Cross-correlation of x [batch, C, H, W] with filters w [O, C / groups, kernel height, kernel width], and, where
there is a third input, b [O] added to each output channel. Padding is zeros.`,
  shape([x, w, bias], attributes) {
    const [batch, channels] = x!;
    const [filters, depth, ...kernel] = w!;
    if (!sameDim(mulDim(depth!, attributes.groups), channels!) || (bias !== undefined && !sameDim(bias[0]!, filters!)))
      throw new Error(`conv2d of ${[x!, w!, ...(bias ? [bias] : [])].map(showShape).join(", ")}`);
    return [[batch!, filters!, ...convolvedSizes(x!, kernel, attributes)]];
  },
  gradient(b, { inputs: [x, w, bias], attributes }, [dy]) {
    if (dy === undefined) return [];
    const dx = b.apply(conv2d_input_grad, [dy, w!], { ...attributes, shape: x!.shape });
    const dw = b.apply(conv2d_filter_grad, [x!, dy], { ...attributes, shape: w!.shape });
    return bias === undefined ? [dx, dw] : [dx, dw, b.apply(reduce_sum, [dy], { axes: [0, 2, 3] })];
  },
  examples: [
    {
      inputs: [[2, 3, 5, 4], [4, 3, 3, 3], [4]],
      attributes: { stride: [1, 1], padding: [1, 1], dilation: [1, 1], groups: 1 },
    },
    {
      inputs: [
        [2, 4, 7, 6],
        [6, 2, 3, 2],
      ],
      attributes: { stride: [1, 2], padding: [2, 1], dilation: [2, 1], groups: 2 },
    },
  ],
};
