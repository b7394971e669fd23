import { type Dim, showDim } from "../ir/dim.ts";
import type { WidthValue } from "../ir/parameters.ts";
import type { Pair } from "./sliding-window.ts";
import { pythonTuple } from "./torch-print.ts";

interface Convolution {
  readonly out_channels: WidthValue;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  /** Of transposed convolutions. */
  readonly output_padding?: Pair;
  readonly groups: Dim;
  readonly bias: boolean;
}

/** As PyTorch's `_ConvNd` prints itself: what is not as PyTorch has it unless said, in its order. */
export function printConvolution(name: string, inChannels: Dim, parameters: Convolution): string {
  const { out_channels, kernel, stride, padding, dilation, output_padding = [0, 0], groups, bias } = parameters;
  const parts = [showDim(inChannels), showDim(out_channels.to)];
  parts.push(`kernel_size=${pythonTuple(kernel)}`, `stride=${pythonTuple(stride)}`);
  if (padding.some((size) => size !== 0)) parts.push(`padding=${pythonTuple(padding)}`);
  if (dilation.some((size) => size !== 1)) parts.push(`dilation=${pythonTuple(dilation)}`);
  if (output_padding.some((size) => size !== 0)) parts.push(`output_padding=${pythonTuple(output_padding)}`);
  if (groups !== 1) parts.push(`groups=${showDim(groups)}`);
  if (!bias) parts.push("bias=False");
  return `${name}(${parts.join(", ")})`;
}
