import { lost_pixels } from "../../diagnostics/catalogue/lost_pixels.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { showDim } from "../ir/dim.ts";
import { bool } from "../ir/parameters.ts";
import type { Value } from "../ir/program.ts";
import type { Shape } from "../ir/shape.ts";
import type { PoolAttributes } from "../primitives/window-rules.ts";
import type { OpSite, ShapeResult } from "./op.ts";
import {
  featuresProblem,
  fitProblem,
  overhang,
  type Pair,
  poolPaddingProblem,
  type Sliding,
  slidSizes,
  unreached,
} from "./sliding-window.ts";

/** What both pools take. */
export type PoolParameters = {
  readonly kernel: Pair;
  /** As `kernel` where absent. */
  readonly stride?: Pair;
  readonly padding: Pair;
  readonly ceil_mode: boolean;
};

/** Both take it, and mean the same. */
export const ceilMode = bool({
  doc: "Whether the last window may reach over the far edge, so that no pixel is dropped; it begins inside of the map or before it.",
  default: false,
});

export function slidingOf(parameters: PoolParameters & { readonly dilation?: Pair }): Required<Sliding> {
  const { kernel, stride = kernel, padding, dilation = [1, 1], ceil_mode } = parameters;
  return { kernel, stride, padding, dilation, ceil_mode };
}

/** How the windows slide over x [batch, C, H, W], for a primitive. */
export function pooling(x: Value, sliding: Sliding): PoolAttributes {
  const { kernel, stride, padding } = sliding;
  const after = ([0, 1] as const).map((axis) => padding[axis] + overhang(x.shape[axis + 2]!, sliding, axis));
  return { kernel, stride, before: padding, after: after as unknown as Pair };
}

/** Pools leave channels alone. */
export function poolShape(op: string, input: Shape, sliding: Sliding): ShapeResult {
  const problem = featuresProblem(op, input) ?? poolPaddingProblem(op, sliding) ?? fitProblem(op, input, sliding);
  return problem ?? [input[0]!, ...slidSizes(input, sliding)];
}

/** A note where pixels at the far edges are dropped. */
export function poolLint(op: string, input: Shape, sliding: Sliding, at: OpSite): readonly Diagnostic[] {
  const lost = ([0, 1] as const)
    .map((axis) => ({
      pixels: axis === 0 ? ("row" as const) : ("column" as const),
      of: showDim(input[axis + 1]!),
      dropped: unreached(input[axis + 1]!, sliding, axis),
    }))
    .filter(({ dropped }) => dropped > 0);
  return lost.length === 0 ? [] : [lost_pixels.at(at.place, { op, lost }, { related: at.trail(0) })];
}
