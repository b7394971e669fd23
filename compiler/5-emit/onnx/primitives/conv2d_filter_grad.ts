import { isKnown } from "../../../ir/dim.ts";
import type { Value } from "../../../ir/program.ts";
import type { Conv2dFilterGradAttributes } from "../../../primitives/conv2d_filter_grad.ts";
import type { GraphWriter } from "../graph-writer.ts";
import { type Spelled, spelling } from "../spelling.ts";
import { flatMaps, isPointwise, picked } from "./pointwise-rules.ts";
import { spatialSizes } from "./window-attributes.ts";

type FilterGrad = Spelled<Conv2dFilterGradAttributes>;

/** Each formulation is the fastest for its case in bench/step.ts. */
export const conv2d_filter_grad = spelling<Conv2dFilterGradAttributes>((onnx, instruction) => {
  const { stride, groups, shape } = instruction.attributes;
  if (isPointwise(instruction.attributes, instruction.attributes)) pointwise(onnx, instruction);
  else if (shape[1] === 1 && groups === 1 && stride.every((step) => step === 1)) byTaps(onnx, instruction);
  else byConvolution(onnx, instruction);
});

/**
 * Filters of one pixel: dw = sum over the batch of dy xᵀ. In a deep layer the product of a single
 * example is much larger than what it is made of; then the examples are laid side by side first, for one product.
 */
function pointwise(onnx: GraphWriter, { inputs: [x, dy], outputs: [dw], attributes: { stride } }: FilterGrad): void {
  const picks = { shape: [...x!.shape.slice(0, 2), ...spatialSizes(dy!.shape)] };
  const maps = [flatMaps(onnx, dy!.name, dy!), flatMaps(onnx, picked(onnx, x!, dy!, stride), picks)];
  const [filters, depth] = dw!.shape as readonly [number, number];
  const [rows, columns] = spatialSizes(dy!.shape);
  if (filters * depth <= largerProduct * (filters + depth) * rows * columns) {
    sumOfProducts(onnx, maps[0]!, maps[1]!, dw!);
    return;
  }
  const [left, right] = maps.map((map, index) => {
    const examplesInside = onnx.node("Transpose", [map], { attributes: { perm: { ints: [1, 0, 2] } } });
    return onnx.node("Reshape", [examplesInside, onnx.int64s([index === 0 ? filters : depth, -1])]);
  });
  const product = onnx.node("Gemm", [left!, right!], { attributes: { transB: { int: 1 } } });
  onnx.reshape(product, dw!.shape, { outputs: [dw!.name] });
}

/** How often a product may be larger than its factors before moving those costs less: measured on a ResNet's layers. */
const largerProduct = 2;

/** One channel: what lies under each tap of the filter is written out as a row, and dw = sum over the batch of dy rowsᵀ. */
function byTaps(onnx: GraphWriter, { inputs: [x, dy], outputs: [dw], attributes }: FilterGrad): void {
  const { padding, dilation } = attributes;
  const [kernelHeight, kernelWidth] = spatialSizes(dw!.shape);
  const [rows, columns] = spatialSizes(dy!.shape);
  const padded = padding.every((size) => size === 0)
    ? x!.name
    : onnx.node("Pad", [x!.name, onnx.int64s([0, 0, ...padding, 0, 0, ...padding])]);
  const taps: string[] = [];
  for (let row = 0; row < kernelHeight; row++) {
    for (let column = 0; column < kernelWidth; column++) {
      const from = [row * dilation[0], column * dilation[1]] as const;
      const to = [from[0] + rows, from[1] + columns];
      taps.push(onnx.node("Slice", [padded, onnx.int64s(from), onnx.int64s(to), onnx.int64s([2, 3])]));
    }
  }
  const batch = x!.shape[0]!;
  const under = onnx.node("Concat", taps, { attributes: { axis: { int: 1 } } });
  const places = rows * columns;
  const flatGradient = onnx.reshape(dy!.name, [batch, dy!.shape[1]!, places]);
  sumOfProducts(onnx, flatGradient, onnx.reshape(under, [batch, taps.length, places]), dw!);
}

function sumOfProducts(onnx: GraphWriter, left: string, right: string, dw: Value): void {
  const products = onnx.node("FusedMatMul", [left, right], {
    domain: "com.microsoft",
    attributes: { transB: { int: 1 } },
  });
  const sum = onnx.node("ReduceSum", [products, onnx.int64s([0])], { attributes: { keepdims: { int: 0 } } });
  onnx.reshape(sum, dw.shape, { outputs: [dw.name] });
}

/**
 * The gradient by w[o, c, i, j] is the sum over n, y, x of dy[n, o, y, x] * x[n, c, y * stride + i * dilation, ...]: a
 * convolution whose channels are the examples n, whose filters are dy, its steps dilated by the stride. With the channels c
 * moved behind the columns, all taps (j, c) of a row are neighbours, and one matrix product makes them all:
 *
 *     x  as [1, groups * batch, H, W * C/groups]
 *     dy as [O, batch, rows, columns]             dilated by [stride, stride * C/groups]
 *     giving [1, O, kh, kw * C/groups]
 */
function byConvolution(onnx: GraphWriter, { inputs: [x, dy], outputs: [dw], attributes }: FilterGrad): void {
  const { stride, padding, dilation, groups } = attributes;
  const [filters, depth, kernelHeight, kernelWidth] = dw!.shape as readonly number[];
  const [height, width] = spatialSizes(x!.shape);
  const [rows, columns] = spatialSizes(dy!.shape);
  const batch = x!.shape[0]!;

  const grouped = groups === 1 ? x!.name : onnx.reshape(x!.name, [batch, groups, depth!, height, width]);
  const perm = groups === 1 ? [0, 2, 3, 1] : [1, 0, 3, 4, 2];
  const channelsLast = onnx.node("Transpose", [grouped], { attributes: { perm: { ints: perm } } });
  const examples = groups === 1 && isKnown(batch) ? batch : -1;
  const asChannels = onnx.node("Reshape", [channelsLast, onnx.int64s([1, examples, height, width * depth!])]);
  const asFilters = onnx.node("Transpose", [dy!.name], { attributes: { perm: { ints: [1, 0, 2, 3] } } });

  const needed = [
    reach(rows, stride[0], kernelHeight!, dilation[0]),
    reach(columns, stride[1], kernelWidth!, dilation[1]),
  ];
  const bottom = needed[0]! - height - padding[0];
  const right = needed[1]! - width - padding[1];
  const taps = onnx.node("Conv", [cropped(onnx, asChannels, bottom, right * depth!), asFilters], {
    attributes: {
      kernel_shape: { ints: [rows, columns] },
      strides: { ints: [dilation[0], 1] },
      dilations: { ints: [stride[0], stride[1] * depth!] },
      pads: { ints: [padding[0], padding[1] * depth!, Math.max(bottom, 0), Math.max(right, 0) * depth!] },
      group: { int: groups },
    },
  });
  const byTap = onnx.reshape(taps, [filters!, kernelHeight!, dilation[1] * (kernelWidth! - 1) + 1, depth!]);
  const wanted =
    dilation[1] === 1
      ? byTap
      : onnx.node("Slice", [
          byTap,
          ...[[0], [Number.MAX_SAFE_INTEGER], [2], [dilation[1]]].map((list) => onnx.int64s(list)),
        ]);
  onnx.node("Transpose", [wanted], { outputs: [dw!.name], attributes: { perm: { ints: [0, 3, 1, 2] } } });
}

/** Pixels along an axis, padding among them, that some window touched. */
function reach(windows: number, stride: number, kernel: number, dilation: number): number {
  return (windows - 1) * stride + (kernel - 1) * dilation + 1;
}

/** Drops rows and columns at the end that no window touched; negative numbers say how many. */
function cropped(onnx: GraphWriter, x: string, bottom: number, right: number): string {
  const ends = [bottom, right].map((size) => (size < 0 ? size : Number.MAX_SAFE_INTEGER));
  if (bottom >= 0 && right >= 0) return x;
  return onnx.node("Slice", [x, onnx.int64s([0, 0]), onnx.int64s(ends), onnx.int64s([2, 3])]);
}
