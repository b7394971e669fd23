import { mulDim, productOf } from "../ir/dim.ts";
import { bool, int, pair } from "../ir/parameters.ts";
import { hull, monotone, range } from "../ir/range.ts";
import { avg_pool2d } from "../primitives/avg_pool2d.ts";
import { dividedAgain } from "./mean-divisor.ts";
import { defineOp } from "./op.ts";
import { ceilMode, type PoolParameters, pooling, poolLint, poolShape, slidingOf } from "./pool-rules.ts";
import { windowOf } from "./sliding-window.ts";
import { numberOrTuple } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

type AvgPoolParameters = PoolParameters & {
  readonly count_include_pad: boolean;
  readonly divisor_override?: number;
};

export const avgpool2d = defineOp<AvgPoolParameters>({
  name: "avgpool2d",
  doc: `The mean of every window of feature maps [C, H, W]; as PyTorch's \`AvgPool2d\`.

Rows and columns at the far edge that fill no whole window are dropped, unless \`ceil_mode\` is on. Padding counts as zeros, also
in the mean's divisor; where a window reaches even over that, what lies there doesn't count.`,
  parameters: {
    kernel: pair({ doc: "Height and width of the window.", minimum: 1 }),
    stride: pair({ doc: "Pixels from one window to the next; as `kernel` where left out.", minimum: 1, default: null }),
    padding: pair({ doc: "Zeros added on each side; at most half of `kernel`.", minimum: 0, default: [0, 0] }),
    ceil_mode: ceilMode,
    count_include_pad: bool({ doc: "Whether padding counts in the mean's divisor.", default: true }),
    divisor_override: int({
      doc: "What each window's sum is divided by, in place of how many numbers it has.",
      minimum: 1,
      default: null,
    }),
  },
  inputs: 1,
  shape: ([input], parameters) => poolShape("avgpool2d", input!, slidingOf(parameters)),
  range([input], { kernel, padding, ceil_mode, count_include_pad, divisor_override }) {
    const scale = divisor_override === undefined ? 1 : (kernel[0] * kernel[1]) / divisor_override;
    const scaled = scale === 1 ? input! : monotone(input!, (x) => x * scale);
    const padded = padding.some((size) => size > 0);
    const fewer = divisor_override === undefined ? padded && count_include_pad : padded || ceil_mode;
    return fewer ? hull(scaled, range(0, 0)) : scaled;
  },
  role: derived,
  weights: () => [],
  multiplyAdds: (_inputs, output, { kernel }) => mulDim(productOf(output), kernel[0] * kernel[1]),
  window: (parameters) => windowOf(slidingOf(parameters)),
  lower(b, { inputs: [x], parameters }) {
    const sliding = slidingOf(parameters);
    const means = b.apply(avg_pool2d, [x!], pooling(x!, sliding));
    return dividedAgain(b, means, { ...parameters, ...sliding, from: x! });
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
      { call: "avgpool2d(3, stride: 2, ceil_mode: true)", inputs: [[2, 6, 7]] },
      { call: "avgpool2d(3, stride: 2, padding: 1, ceil_mode: true)", inputs: [[2, 6, 4]] },
      { call: "avgpool2d(3, stride: 2, padding: 1, ceil_mode: true, count_include_pad: false)", inputs: [[2, 6, 5]] },
      { call: "avgpool2d(2, padding: 1, ceil_mode: true, divisor_override: 3)", inputs: [[1, 4, 5]] },
    ],
    bad: [
      { call: "avgpool2d(2)", inputs: [[480]] },
      { call: "avgpool2d(3)", inputs: [[8, 2, 2]] },
      { call: "avgpool2d(2, padding: 2)", inputs: [[8, 6, 6]] },
    ],
  },
});
