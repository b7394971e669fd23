import type { Conv2dAttributes, Pair } from "../../../primitives/window-rules.ts";
import type { OnnxAttributes } from "../model.ts";
import { slidingAttributes } from "./window-attributes.ts";

/**
 * Attributes of the ConvTranspose that undoes the sliding of a convolution from `large` to `small`. Rows and columns at the
 * end that no window reaches get zeros (`output_padding`).
 */
export function transposedAttributes(
  kernel: Pair,
  sliding: Conv2dAttributes,
  small: Pair,
  large: Pair,
): OnnxAttributes {
  const unreached = ([0, 1] as const).map((axis) => {
    const extent = sliding.dilation[axis] * (kernel[axis] - 1) + 1;
    return large[axis] + 2 * sliding.padding[axis] - (sliding.stride[axis] * (small[axis] - 1) + extent);
  });
  return {
    ...slidingAttributes(kernel, sliding),
    group: { int: sliding.groups },
    output_padding: { ints: unreached },
  };
}
