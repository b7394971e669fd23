import { mulDim, productOf } from "../ir/dim.ts";
import { pair } from "../ir/parameters.ts";
import { hull, range } from "../ir/range.ts";
import { avg_pool2d } from "../primitives/avg_pool2d.ts";
import { defineOp } from "./op.ts";
import { type PoolParameters, poolLint, poolShape, slidingOf } from "./pool-rules.ts";
import { windowOf } from "./sliding-window.ts";
import { numberOrTuple } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

export const avgpool2d = defineOp<PoolParameters>({
  name: "avgpool2d",
  doc: `The mean of every window of feature maps [C, H, W]; as PyTorch's \`AvgPool2d\`.

Rows and columns at the far edge that fill no whole window are dropped. Padding counts as zeros, also in the mean's
divisor (PyTorch's \`count_include_pad=True\`).`,
  parameters: {
    kernel: pair({ doc: "Height and width of the window.", minimum: 1 }),
    stride: pair({ doc: "Pixels from one window to the next; as `kernel` where left out.", minimum: 1, default: null }),
    padding: pair({ doc: "Zeros added on each side; at most half of `kernel`.", minimum: 0, default: [0, 0] }),
  },
  inputs: 1,
  shape: ([input], parameters) => poolShape("avgpool2d", input!, slidingOf(parameters)),
  range: ([input], { padding }) => (padding.some((size) => size > 0) ? hull(input!, range(0, 0)) : input!),
  role: derived,
  weights: () => [],
  multiplyAdds: (_inputs, output, { kernel }) => mulDim(productOf(output), kernel[0] * kernel[1]),
  window: (parameters) => windowOf(slidingOf(parameters)),
  lower(b, { inputs, parameters }) {
    const { kernel, stride, padding } = slidingOf(parameters);
    return b.apply(avg_pool2d, [inputs[0]!], { kernel, stride, padding });
  },
  torch(_inputs, parameters) {
    const { kernel, stride, padding } = slidingOf(parameters);
    return `AvgPool2d(kernel_size=${numberOrTuple(kernel)}, stride=${numberOrTuple(stride)}, padding=${numberOrTuple(padding)})`;
  },
  lint: ([input], parameters, at) => poolLint("avgpool2d", input!.shape, slidingOf(parameters), at),
  examples: {
    good: [
      { call: "avgpool2d(2)", inputs: [[3, 8, 6]] },
      { call: "avgpool2d([3, 2], stride: [2, 1], padding: 1)", inputs: [[2, 7, 5]] },
    ],
    bad: [
      { call: "avgpool2d(2)", inputs: [[480]] },
      { call: "avgpool2d(3)", inputs: [[8, 2, 2]] },
      { call: "avgpool2d(2, padding: 2)", inputs: [[8, 6, 6]] },
    ],
  },
});
