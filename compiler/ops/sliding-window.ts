import { needs_features } from "../../diagnostics/catalogue/needs_features.ts";
import { padding_over_half_kernel } from "../../diagnostics/catalogue/padding_over_half_kernel.ts";
import { window_larger_than_input } from "../../diagnostics/catalogue/window_larger_than_input.ts";
import { addDim, type Dim, floorDivDim, isKnown, showDim } from "../ir/dim.ts";
import type { Shape } from "../ir/shape.ts";
import { showShape } from "../ir/shape.ts";
import type { ShapeProblem, Window } from "./op.ts";

/** Height and width. */
export type Pair = readonly [number, number];

/** What slides over the two spatial axes of a value [C, H, W]. */
export interface Sliding {
  readonly kernel: Pair;
  readonly stride: Pair;
  /** Added on both sides. */
  readonly padding: Pair;
  readonly dilation: Pair;
  /** Whether the last window may reach over the far edge. */
  readonly ceil_mode?: boolean;
}

const axisNames = ["height", "width"] as const;

/** Pixels from the first to the last that a window touches, along one axis. */
export function extentOf({ kernel, dilation }: Sliding, axis: 0 | 1): number {
  return dilation[axis] * (kernel[axis] - 1) + 1;
}

export function windowOf(sliding: Sliding): Window {
  return { extent: [extentOf(sliding, 0), extentOf(sliding, 1)], stride: sliding.stride };
}

/**
 * How many windows there are along one axis: floor((size + 2 * padding - extent) / stride) + 1, which is how often the window
 * fits. With `ceil_mode` the quotient is rounded up, but the last window begins inside of the input or the padding before
 * it, so there are at most ceil((size + padding) / stride): as many as fit where the map goes on by `mostOverhang`.
 */
export function slidSize(size: Dim, sliding: Sliding, axis: 0 | 1): Dim {
  const [padding, stride, extent] = [sliding.padding[axis], sliding.stride[axis], extentOf(sliding, axis)];
  const room = addDim(size, 2 * padding + mostOverhang(sliding, axis) - extent);
  return addDim(floorDivDim(room, stride), 1);
}

/** How far a window may reach over the padding behind the input, along one axis. */
function mostOverhang(sliding: Sliding, axis: 0 | 1): number {
  if (!sliding.ceil_mode) return 0;
  return Math.min(sliding.stride[axis] - 1, extentOf(sliding, axis) - 1 - sliding.padding[axis]);
}

/** Height and width that remain of an input [C, H, W]. */
export function slidSizes(input: Shape, sliding: Sliding): readonly [Dim, Dim] {
  return [slidSize(input[1]!, sliding, 0), slidSize(input[2]!, sliding, 1)];
}

/** What is wrong where the input isn't [C, H, W]. */
export function featuresProblem(op: string, input: Shape): ShapeProblem | undefined {
  if (input.length === 3) return undefined;
  return {
    problem: (at) => needs_features.at(at.place, { op, shape: showShape(input) }, { related: at.trail(0) }),
  };
}

/** What is wrong where the window fits nowhere. */
export function fitProblem(op: string, input: Shape, sliding: Sliding): ShapeProblem | undefined {
  for (const axis of [0, 1] as const) {
    const size = input[axis + 1]!;
    const extent = extentOf(sliding, axis);
    const padding = sliding.padding[axis];
    const count = slidSize(size, sliding, axis);
    if (!isKnown(count) || count >= 1) continue;
    return {
      problem: (at) =>
        window_larger_than_input.at(
          at.argument("kernel"),
          { op, axis: axisNames[axis], extent, size: showDim(size), padding },
          { related: at.trail(0) },
        ),
    };
  }
  return undefined;
}

/** What is wrong where a pool's window could lie in the padding alone; PyTorch refuses the same. */
export function poolPaddingProblem(op: string, { kernel, padding }: Sliding): ShapeProblem | undefined {
  for (const axis of [0, 1] as const) {
    if (2 * padding[axis] <= kernel[axis]) continue;
    return {
      problem: (at) =>
        padding_over_half_kernel.at(at.argument("padding"), { op, padding: padding[axis], kernel: kernel[axis] }),
    };
  }
  return undefined;
}

/** Pixels at the far edge, along one axis, that no window reaches; 0 where the size is not known. */
export function unreached(size: Dim, sliding: Sliding, axis: 0 | 1): number {
  return isKnown(size) ? Math.max(0, size - reached(size, sliding, axis)) : 0;
}

/** How far the last window reaches over the padding behind the input, along one axis; where the size is open, how far it may. */
export function overhang(size: Dim, sliding: Sliding, axis: 0 | 1): number {
  if (!isKnown(size)) return mostOverhang(sliding, axis);
  return Math.max(0, reached(size, sliding, axis) - size - sliding.padding[axis]);
}

/** Pixels from the first of the input to the last of the last window, both among them. */
function reached(size: number, sliding: Sliding, axis: 0 | 1): number {
  const count = slidSize(size, sliding, axis) as number;
  return (count - 1) * sliding.stride[axis] + extentOf(sliding, axis) - sliding.padding[axis];
}
