import { join_mismatch } from "../../diagnostics/catalogue/join_mismatch.ts";
import { type Dim, surelyDiffer } from "../ir/dim.ts";
import type { Value } from "../ir/program.ts";
import { type Shape, showShape } from "../ir/shape.ts";
import type { ShapeProblem, ShapeResult } from "./op.ts";

/** Shape of values that are combined number by number; where one has an axis of 1, that is repeated, as in PyTorch. */
export function broadcastShape(op: string, inputs: readonly Shape[]): ShapeResult {
  const [first, ...others] = inputs;
  if (others.length === 0) return joinProblem(op, inputs);
  let shape: Shape = first!;
  for (const other of others) {
    if (!broadcasts(shape, other)) return joinProblem(op, inputs);
    shape = shape.map((size, axis) => (size === 1 ? other[axis]! : size));
  }
  return shape;
}

export function joinProblem(op: string, inputs: readonly Shape[]): ShapeProblem {
  return {
    problem: (at) => {
      const trails = inputs.flatMap((_, index) => at.trail(index));
      // They meet where the values part.
      const related = trails.filter(
        ({ message }, index) => trails.findIndex((step) => step.message === message) === index,
      );
      return join_mismatch.at(at.place, { op, shapes: inputs.map(showShape) }, { related });
    },
  };
}

/** Combines all values, first to last. */
export function joinAll([first, ...others]: readonly Value[], combine: (a: Value, b: Value) => Value): Value {
  return others.reduce(combine, first!);
}

function broadcasts(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => sameOrOne(size, b[axis]!));
}

/** Sizes that are not known are taken to fit. */
function sameOrOne(a: Dim, b: Dim): boolean {
  return a === 1 || b === 1 || !surelyDiffer(a, b);
}
