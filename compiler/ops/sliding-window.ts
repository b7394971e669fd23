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
}

const axisNames = ["height", "width"] as const;

/** Pixels from the first to the last that a window touches, along one axis. */
export function extentOf({ kernel, dilation }: Sliding, axis: 0 | 1): number {
  return dilation[axis] * (kernel[axis] - 1) + 1;
}

export function windowOf(sliding: Sliding): Window {
  return { extent: [extentOf(sliding, 0), extentOf(sliding, 1)], stride: sliding.stride };
}

/** floor((size + 2 * padding - extent) / stride) + 1: how often the window fits along one axis. */
export function slidSize(size: Dim, sliding: Sliding, axis: 0 | 1): Dim {
  const room = addDim(size, 2 * sliding.padding[axis] - extentOf(sliding, axis));
  return addDim(floorDivDim(room, sliding.stride[axis]), 1);
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
    if (!isKnown(size) || size + 2 * padding >= extent) continue;
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
  const count = slidSize(size, sliding, axis);
  if (!isKnown(size) || !isKnown(count)) return 0;
  const last = (count - 1) * sliding.stride[axis] + extentOf(sliding, axis) - 1 - sliding.padding[axis];
  return Math.max(0, size - 1 - last);
}
