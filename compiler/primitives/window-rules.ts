import { addDim, type Dim, floorDivDim } from "../ir/dim.ts";

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

export type MaxPool2dAttributes = WindowAttributes & { readonly kernel: Pair };

export type AvgPool2dAttributes = {
  readonly kernel: Pair;
  readonly stride: Pair;
  /** Zeros added on both sides, which count in the mean. */
  readonly padding: Pair;
};

/** floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1, along one spatial axis. */
export function windowCount(size: Dim, kernel: number, axis: 0 | 1, attributes: WindowAttributes): Dim {
  const extent = attributes.dilation[axis] * (kernel - 1) + 1;
  const room = addDim(size, 2 * attributes.padding[axis] - extent);
  return addDim(floorDivDim(room, attributes.stride[axis]), 1);
}
