import { avg_pool2d_grad } from "./avg_pool2d_grad.ts";
import type { Primitive } from "./primitive.ts";
import { type AvgPool2dAttributes, windowCount } from "./window-rules.ts";

export type { AvgPool2dAttributes };

export const avg_pool2d: Primitive<AvgPool2dAttributes> = {
  name: "avg_pool2d",
  doc: "The mean of every window of x [batch, C, H, W]; padding is zeros that count.",
  shape([x], { kernel, stride, padding }) {
    const [batch, channels, height, width] = x!;
    const sliding = { stride, padding, dilation: [1, 1] as const };
    return [
      [batch!, channels!, windowCount(height!, kernel[0], 0, sliding), windowCount(width!, kernel[1], 1, sliding)],
    ];
  },
  gradient(b, { inputs: [x], attributes }, [dy]) {
    return dy === undefined ? [] : [b.apply(avg_pool2d_grad, [dy], { ...attributes, shape: x!.shape })];
  },
  examples: [
    { inputs: [[2, 3, 7, 4]], attributes: { kernel: [2, 2], stride: [2, 2], padding: [0, 0] } },
    { inputs: [[2, 3, 6, 5]], attributes: { kernel: [3, 2], stride: [2, 1], padding: [1, 0] } },
  ],
};
