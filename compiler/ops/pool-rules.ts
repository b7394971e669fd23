import { lost_pixels } from "../../diagnostics/catalogue/lost_pixels.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { showDim } from "../ir/dim.ts";
import type { Shape } from "../ir/shape.ts";
import type { OpSite, ShapeResult } from "./op.ts";
import {
  featuresProblem,
  fitProblem,
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
};

export function slidingOf(parameters: PoolParameters & { readonly dilation?: Pair }): Sliding & { kernel: Pair } {
  const { kernel, stride = kernel, padding, dilation = [1, 1] } = parameters;
  return { kernel, stride, padding, dilation };
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
