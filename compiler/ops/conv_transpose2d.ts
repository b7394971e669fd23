import { nothing_left } from "../../diagnostics/catalogue/nothing_left.ts";
import { output_padding_too_large } from "../../diagnostics/catalogue/output_padding_too_large.ts";
import { addDim, type Dim, isKnown, mulDim, productOf, showDim } from "../ir/dim.ts";
import { bool, pair, size, type WidthValue, width } from "../ir/parameters.ts";
import { batchSize } from "../ir/program.ts";
import { anyNumber } from "../ir/range.ts";
import type { Shape } from "../ir/shape.ts";
import { add } from "../primitives/add.ts";
import { conv_transpose2d as paint } from "../primitives/conv_transpose2d.ts";
import { reshape } from "../primitives/reshape.ts";
import { channelProblem, groupProblem, perGroup } from "./channel-rules.ts";
import { defineOp, type OpWeight, type ShapeProblem } from "./op.ts";
import { printConvolution } from "./print-convolution.ts";
import { extentOf, featuresProblem, type Pair } from "./sliding-window.ts";
import { uniformByFanIn } from "./weight-start.ts";

type ConvTranspose2dParameters = {
  readonly out_channels: WidthValue;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly output_padding: Pair;
  readonly groups: Dim;
  readonly bias: boolean;
  readonly dilation: Pair;
};

export const conv_transpose2d = defineOp<ConvTranspose2dParameters>({
  name: "conv_transpose2d",
  doc: `Undoes the shrinking of a convolution: every pixel of feature maps [C, H, W] paints the filter, times its number, \`stride\`
pixels from its neighbour's; as PyTorch's \`ConvTranspose2d\`.

The height that results is (H - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1, and the width likewise.`,
  parameters: {
    out_channels: width({
      doc: "Channels that flow out; `6`, or `12 -> 6` to have the channels that flow in checked.",
    }),
    kernel: pair({ doc: "Height and width of a filter.", minimum: 1 }),
    stride: pair({ doc: "Pixels from one painted filter to the next.", minimum: 1, default: [1, 1] }),
    padding: pair({ doc: "Rows and columns taken away on each side of the result.", minimum: 0, default: [0, 0] }),
    output_padding: pair({
      doc: "Rows and columns added at the bottom and on the right; less than `stride`.",
      minimum: 0,
      default: [0, 0],
    }),
    groups: size({ doc: "Groups that the channels are parted into.", minimum: 1, default: 1 }),
    bias: bool({ doc: "Whether each output channel has a number added to it.", default: true }),
    dilation: pair({ doc: "Pixels from one number of the filter to the next.", minimum: 1, default: [1, 1] }),
  },
  inputs: 1,
  shape([input], parameters) {
    const problem =
      featuresProblem("conv_transpose2d", input!) ??
      channelProblem("conv_transpose2d", input!, parameters) ??
      groupProblem(input!, parameters) ??
      paddingProblem(input!, parameters);
    return (
      problem ?? [parameters.out_channels.to, paintedSize(input!, parameters, 0), paintedSize(input!, parameters, 1)]
    );
  },
  range: () => anyNumber,
  role: () => "features",
  weights([input], parameters) {
    const filter = filterShape(input!, parameters);
    const start = uniformByFanIn(productOf(filter.slice(1)));
    const weight: OpWeight = { name: "weight", shape: filter, initialisation: start, trainable: true };
    const { to } = parameters.out_channels;
    return parameters.bias ? [weight, { name: "bias", shape: [to], initialisation: start, trainable: true }] : [weight];
  },
  multiplyAdds: ([input], _output, parameters) => productOf([...input!, ...filterShape(input!, parameters).slice(1)]),
  window(parameters) {
    // A pixel of the result sees those whose painted filters reach it; neighbours see the same until the next begins.
    const { stride } = parameters;
    const seen = (axis: 0 | 1) => Math.ceil(extentOf(parameters, axis) / stride[axis]);
    return { extent: [seen(0), seen(1)], stride: [1 / stride[0], 1 / stride[1]] };
  },
  lower(b, { inputs: [x], parameters, weights, shape }) {
    const { stride, padding, dilation } = parameters;
    const attributes = { stride, padding, dilation, groups: parameters.groups as number, shape: [batchSize, ...shape] };
    const painted = b.apply(paint, [x!, weights.weight!], attributes);
    if (!parameters.bias) return painted;
    const bias = b.apply(reshape, [weights.bias!], { shape: [shape[0]!, 1, 1] });
    return b.apply(add, [painted, bias], {});
  },
  torch: ([input], parameters) => printConvolution("ConvTranspose2d", input![0]!, parameters),
  examples: {
    good: [
      { call: "conv_transpose2d(2, kernel: 2, stride: 2)", inputs: [[3, 2, 3]] },
      {
        call: "conv_transpose2d(4 -> 2, kernel: [3, 2], stride: [2, 1], padding: [1, 0], output_padding: [1, 0], groups: 2)",
        inputs: [[4, 3, 2]],
      },
      { call: "conv_transpose2d(2, kernel: 3, dilation: 2, padding: 1, bias: false)", inputs: [[1, 2, 3]] },
    ],
    bad: [
      { call: "conv_transpose2d(6, kernel: 2)", inputs: [[480]] },
      { call: "conv_transpose2d(3 -> 6, kernel: 2)", inputs: [[1, 4, 4]] },
      { call: "conv_transpose2d(6, kernel: 2, groups: 4)", inputs: [[4, 4, 4]] },
      { call: "conv_transpose2d(6, kernel: 3, stride: 2, output_padding: 2)", inputs: [[4, 4, 4]] },
      { call: "conv_transpose2d(6, kernel: 3, padding: 3)", inputs: [[4, 4, 4]] },
    ],
  },
});

/** [in_channels, out_channels / groups, kernel height, kernel width]. */
function filterShape(input: Shape, { out_channels, groups, kernel }: ConvTranspose2dParameters): Shape {
  return [input[0]!, perGroup(out_channels.to, groups), ...kernel];
}

/** Pixels of the result along one axis. */
function paintedSize(input: Shape, parameters: ConvTranspose2dParameters, axis: 0 | 1): Dim {
  const { stride, padding, output_padding } = parameters;
  const first = extentOf(parameters, axis) + output_padding[axis] - 2 * padding[axis];
  return addDim(mulDim(addDim(input[axis + 1]!, -1), stride[axis]), first);
}

function paddingProblem(input: Shape, parameters: ConvTranspose2dParameters): ShapeProblem | undefined {
  for (const axis of [0, 1] as const) {
    const [padding, stride] = [parameters.output_padding[axis], parameters.stride[axis]];
    if (padding >= stride && padding > 0)
      return { problem: (at) => output_padding_too_large.at(at.argument("output_padding"), { padding, stride }) };
    const left = paintedSize(input, parameters, axis);
    if (!isKnown(left) || left >= 1) continue;
    const facts = {
      op: "conv_transpose2d",
      axis: axis === 0 ? "height" : "width",
      padding: parameters.padding[axis],
    } as const;
    const size = showDim(input[axis + 1]!);
    return { problem: (at) => nothing_left.at(at.argument("padding"), { ...facts, size }, { related: at.trail(0) }) };
  }
  return undefined;
}
