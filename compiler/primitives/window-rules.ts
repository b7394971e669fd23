import { addDim, type Dim, floorDivDim } from "../ir/dim.ts";
import type { Shape } from "../ir/shape.ts";

/** Height and width. */
export type Pair = readonly [number, number];

/** How a window slides over the axes 2 and 3 of a value [batch, channels, height, width]. */
export type WindowAttributes = {
  readonly stride: Pair;
  /** Added on both sides. */
  readonly padding: Pair;
  readonly dilation: Pair;
};

export type Conv2dAttributes = WindowAttributes & { readonly groups: number };

/** How a pool's window slides. */
export type PoolAttributes = {
  readonly kernel: Pair;
  readonly stride: Pair;
  /** Rows added above and columns on the left. */
  readonly before: Pair;
  /** Rows added below and columns on the right. */
  readonly after: Pair;
};

export type MaxPool2dAttributes = PoolAttributes & { readonly dilation: Pair };

export type AvgPool2dAttributes = PoolAttributes;

/** Rows and columns [batch, C, rows, columns] of windows that a convolution lays over x [batch, C, H, W]. */
export function convolvedSizes(x: Shape, kernel: readonly Dim[], attributes: WindowAttributes): [Dim, Dim] {
  const { padding, stride, dilation } = attributes;
  const count = (axis: 0 | 1) =>
    windowCount(addDim(x[axis + 2]!, 2 * padding[axis]), kernel[axis] as number, stride[axis], dilation[axis]);
  return [count(0), count(1)];
}

/** [batch, C, rows, columns] of a pool of x [batch, C, H, W]. */
export function pooledShape(x: Shape, attributes: PoolAttributes & { readonly dilation?: Pair }): Shape {
  const { kernel, stride, before, after, dilation = [1, 1] } = attributes;
  const count = (axis: 0 | 1) =>
    windowCount(addDim(x[axis + 2]!, before[axis] + after[axis]), kernel[axis], stride[axis], dilation[axis]);
  return [x[0]!, x[1]!, count(0), count(1)];
}

/** floor((padded - dilation * (kernel - 1) - 1) / stride) + 1, along one axis. */
function windowCount(padded: Dim, kernel: number, stride: number, dilation: number): Dim {
  const extent = dilation * (kernel - 1) + 1;
  return addDim(floorDivDim(addDim(padded, -extent), stride), 1);
}
