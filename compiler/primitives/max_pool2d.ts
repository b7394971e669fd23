import { max_pool2d_grad } from "./max_pool2d_grad.ts";
import type { Primitive } from "./primitive.ts";
import { type MaxPool2dAttributes, pooledShape } from "./window-rules.ts";

export type { MaxPool2dAttributes };

export const max_pool2d: Primitive<MaxPool2dAttributes> = {
  name: "max_pool2d",
  doc: `The largest number of every window of x [batch, C, H, W]; padding never wins. The second result says which number
that was, the first in reading order where several are equal. Only max_pool2d_grad reads it, so a target may count in its own
way, or have none where it finds the place otherwise.`,
  shape([x], attributes) {
    const pooled = pooledShape(x!, attributes);
    return [pooled, pooled];
  },
  gradient(b, { inputs: [x], outputs: [y, indices], attributes }, [dy]) {
    return dy === undefined ? [] : [b.apply(max_pool2d_grad, [dy, indices!, x!, y!], attributes)];
  },
  examples: [
    {
      inputs: [[2, 3, 7, 4]],
      attributes: { kernel: [2, 2], stride: [2, 2], before: [0, 0], after: [0, 0], dilation: [1, 1] },
    },
    {
      inputs: [[2, 3, 6, 5]],
      attributes: { kernel: [3, 2], stride: [2, 1], before: [1, 0], after: [1, 0], dilation: [1, 2] },
    },
    {
      inputs: [[2, 3, 6, 5]],
      attributes: { kernel: [3, 2], stride: [2, 2], before: [0, 0], after: [1, 1], dilation: [1, 1] },
    },
    // What is added reaches further than the window has numbers.
    {
      inputs: [[2, 2, 5, 4]],
      attributes: { kernel: [2, 2], stride: [4, 2], before: [0, 0], after: [2, 0], dilation: [2, 1] },
    },
  ],
};
