import { pair } from "../ir/parameters.ts";
import { max_pool2d } from "../primitives/max_pool2d.ts";
import { defineOp } from "./op.ts";
import { ceilMode, type PoolParameters, pooling, poolLint, poolShape, slidingOf } from "./pool-rules.ts";
import { windowOf } from "./sliding-window.ts";
import { numberOrTuple, pythonBool } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

type MaxPoolParameters = PoolParameters & { readonly dilation: readonly [number, number] };

export const maxpool2d = defineOp<MaxPoolParameters>({
  name: "maxpool2d",
  doc: `Keeps the largest number of every window of feature maps [C, H, W]; as PyTorch's \`MaxPool2d\`.

Rows and columns at the far edge that fill no whole window are dropped, unless \`ceil_mode\` is on. Padding never wins: it counts as -infinity.`,
  parameters: {
    kernel: pair({ doc: "Height and width of the window.", minimum: 1 }),
    stride: pair({ doc: "Pixels from one window to the next; as `kernel` where left out.", minimum: 1, default: null }),
    padding: pair({
      doc: "Rows and columns added on each side; at most half of `kernel`.",
      minimum: 0,
      default: [0, 0],
    }),
    dilation: pair({ doc: "Pixels from one number of the window to the next.", minimum: 1, default: [1, 1] }),
    ceil_mode: ceilMode,
  },
  inputs: 1,
  shape: ([input], parameters) => poolShape("maxpool2d", input!, slidingOf(parameters)),
  range: ([input]) => input!,
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: (parameters) => windowOf(slidingOf(parameters)),
  lower(b, { inputs: [x], parameters }) {
    const sliding = slidingOf(parameters);
    return b.apply(max_pool2d, [x!], { ...pooling(x!, sliding), dilation: sliding.dilation });
  },
  torch(_inputs, parameters) {
    const { kernel, stride, padding, dilation, ceil_mode } = slidingOf(parameters);
    const sizes = `kernel_size=${numberOrTuple(kernel)}, stride=${numberOrTuple(stride)}, padding=${numberOrTuple(padding)}`;
    return `MaxPool2d(${sizes}, dilation=${numberOrTuple(dilation)}, ceil_mode=${pythonBool(ceil_mode)})`;
  },
  lint: ([input], parameters, at) => poolLint("maxpool2d", input!.shape, slidingOf(parameters), at),
  examples: {
    good: [
      { call: "maxpool2d(2)", inputs: [[3, 8, 6]] },
      { call: "maxpool2d(3, stride: 2, padding: 1)", inputs: [[2, 7, 8]] },
      { call: "maxpool2d(3, stride: 2, ceil_mode: true)", inputs: [[2, 6, 7]] },
      // The window that would be the last begins in the padding behind, so it is left out.
      { call: "maxpool2d(2, stride: 3, padding: 1, ceil_mode: true)", inputs: [[2, 5, 6]] },
      { call: "maxpool2d(2, stride: 4, dilation: [2, 1], ceil_mode: true)", inputs: [[1, 5, 5]] },
      { call: "maxpool2d([2, 3], stride: [1, 2], padding: [0, 1], dilation: [2, 1])", inputs: [[2, 6, 7]] },
    ],
    bad: [
      { call: "maxpool2d(2)", inputs: [[480]] },
      { call: "maxpool2d(3)", inputs: [[8, 2, 2]] },
      { call: "maxpool2d(4, stride: 2, ceil_mode: true)", inputs: [[8, 2, 2]] },
      { call: "maxpool2d(2, padding: 2)", inputs: [[8, 6, 6]] },
    ],
  },
});
