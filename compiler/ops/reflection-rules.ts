import { reflection_too_large } from "../../diagnostics/catalogue/reflection_too_large.ts";
import { isKnown, showDim } from "../ir/dim.ts";
import type { Shape } from "../ir/shape.ts";
import type { ShapeProblem } from "./op.ts";
import type { Pair } from "./sliding-window.ts";

/** What is wrong where feature maps [C, H, W] have too few rows or columns to mirror so many, on one side, as PyTorch says. */
export function reflectionProblem(op: string, input: Shape, mirrored: Pair): ShapeProblem | undefined {
  for (const [axis, name] of [
    [0, "height"],
    [1, "width"],
  ] as const) {
    const size = input[axis + 1]!;
    if (!isKnown(size) || size > mirrored[axis]) continue;
    const facts = { op, axis: name, size: showDim(size), mirrored: mirrored[axis] };
    return { problem: (at) => reflection_too_large.at(at.place, facts, { related: at.trail(0) }) };
  }
  return undefined;
}
