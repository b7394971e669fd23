import { type Dim, productOf } from "../ir/dim.ts";
import { bool, pair, size, type WidthValue, width } from "../ir/parameters.ts";
import { anyNumber } from "../ir/range.ts";
import type { Shape } from "../ir/shape.ts";
import { conv2d as convolve } from "../primitives/conv2d.ts";
import { channelProblem, groupProblem, perGroup } from "./channel-rules.ts";
import { defineOp, type OpWeight } from "./op.ts";
import { printConvolution } from "./print-convolution.ts";
import { featuresProblem, fitProblem, type Pair, slidSizes, windowOf } from "./sliding-window.ts";
import { uniformByFanIn } from "./weight-start.ts";

type Conv2dParameters = {
  readonly out_channels: WidthValue;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly groups: Dim;
  readonly bias: boolean;
};

export const conv2d = defineOp<Conv2dParameters>({
  name: "conv2d",
  doc: `Slides \`out_channels\` small filters over feature maps [C, H, W]; as PyTorch's \`Conv2d\`.

The height that results is floor((H + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1, and the width likewise.
With \`groups\`, channels are parted into so many groups, each with filters of its own; \`groups: C\` is a depthwise convolution.`,
  parameters: {
    out_channels: width({ doc: "Channels that flow out; `6`, or `1 -> 6` to have the channels that flow in checked." }),
    kernel: pair({ doc: "Height and width of a filter.", minimum: 1 }),
    stride: pair({ doc: "Pixels from one place of the filter to the next.", minimum: 1, default: [1, 1] }),
    padding: pair({ doc: "Zeros added on each side.", minimum: 0, default: [0, 0] }),
    dilation: pair({ doc: "Pixels from one number of the filter to the next.", minimum: 1, default: [1, 1] }),
    groups: size({ doc: "Groups that the channels are parted into.", minimum: 1, default: 1 }),
    bias: bool({ doc: "Whether each output channel has a number added to it.", default: true }),
  },
  inputs: 1,
  shape([input], parameters) {
    const problem =
      featuresProblem("conv2d", input!) ??
      channelProblem("conv2d", input!, parameters) ??
      groupProblem(input!, parameters) ??
      fitProblem("conv2d", input!, parameters);
    return problem ?? [parameters.out_channels.to, ...slidSizes(input!, parameters)];
  },
  range: () => anyNumber,
  role: () => "features",
  weights([input], parameters) {
    const filter = filterShape(input!, parameters);
    const start = uniformByFanIn(productOf(filter.slice(1)));
    const weight: OpWeight = { name: "weight", shape: filter, initialisation: start, trainable: true };
    const bias: OpWeight = { name: "bias", shape: [filter[0]!], initialisation: start, trainable: true };
    return parameters.bias ? [weight, bias] : [weight];
  },
  multiplyAdds: ([input], output, parameters) => productOf([...filterShape(input!, parameters).slice(1), ...output]),
  window: windowOf,
  lower(b, { inputs, parameters, weights }) {
    const { stride, padding, dilation } = parameters;
    const groups = parameters.groups as number;
    const filters = parameters.bias ? [weights.weight!, weights.bias!] : [weights.weight!];
    return b.apply(convolve, [inputs[0]!, ...filters], { stride, padding, dilation, groups });
  },
  torch: ([input], parameters) => printConvolution("Conv2d", input![0]!, parameters),
  examples: {
    good: [
      { call: "conv2d(6, kernel: 3, padding: 1)", inputs: [[1, 5, 6]] },
      { call: "conv2d(4 -> 6, kernel: [1, 5], stride: [1, 2], padding: [0, 2], bias: false)", inputs: [[4, 4, 5]] },
      { call: "conv2d(6, kernel: 3, stride: 2, dilation: 2, groups: 2)", inputs: [[4, 7, 6]] },
    ],
    bad: [
      { call: "conv2d(6, kernel: 3)", inputs: [[480]] },
      { call: "conv2d(3 -> 6, kernel: 3)", inputs: [[1, 12, 16]] },
      { call: "conv2d(6, kernel: 3, groups: 4)", inputs: [[4, 12, 16]] },
      { call: "conv2d(6, kernel: 7, dilation: 3)", inputs: [[1, 12, 16]] },
    ],
  },
});

/** [out_channels, in_channels / groups, kernel height, kernel width]. */
function filterShape(input: Shape, { out_channels, groups, kernel }: Conv2dParameters): Shape {
  return [out_channels.to, perGroup(input[0]!, groups), ...kernel];
}
