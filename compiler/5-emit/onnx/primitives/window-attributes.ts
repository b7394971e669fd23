import type { Pair, PoolAttributes, WindowAttributes } from "../../../primitives/window-rules.ts";
import type { OnnxAttributes } from "../model.ts";

/** How a window slides, in ONNX's words; pads are top, left, bottom, right. */
export function slidingAttributes(kernel: Pair, { stride, padding, dilation }: WindowAttributes): OnnxAttributes {
  return {
    kernel_shape: { ints: kernel },
    strides: { ints: stride },
    pads: { ints: [...padding, ...padding] },
    dilations: { ints: dilation },
  };
}

/** The same for a pool. */
export function poolingAttributes({ kernel, stride, before, after }: PoolAttributes): OnnxAttributes {
  return { kernel_shape: { ints: kernel }, strides: { ints: stride }, pads: { ints: [...before, ...after] } };
}

/** The last two axes of a shape, which must be known. */
export function spatialSizes(shape: readonly unknown[]): Pair {
  return shape.slice(-2) as unknown as Pair;
}
