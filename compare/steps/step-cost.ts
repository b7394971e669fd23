import type { GraphNode, TypedNode } from "../../compiler/ir/graph.ts";
import { sameShape } from "../../compiler/ir/shape.ts";
import { parameterChanges } from "./parameters.ts";

/** What a step costs that has nothing opposite. Two of them cost more than any two steps that may stand for each other. */
export const alone = 4;

/** What it costs to take one step for another; Infinity where they have nothing in common. `named`: those whose names say something. */
export function stepCost(before: TypedNode, after: TypedNode, named: ReadonlySet<GraphNode>): number {
  const hasWeights = before.weights.length > 0;
  if (hasWeights !== after.weights.length > 0) return Number.POSITIVE_INFINITY;
  const shape = sameShape(before.shape, after.shape) ? 0 : 1;
  const isNamed = named.has(before) && named.has(after);
  if (before.op !== after.op) return shape + (isNamed && before.path === after.path ? 3 : 6);
  // Other weights under another name are another step.
  if (hasWeights && isNamed && !sameWeights(before, after)) return 6 + shape;
  return shape + nameCost(before, after, isNamed) + Math.min(2, parameterChanges(before, after).length);
}

/** Weights of the same names and shapes. */
export function sameWeights(before: TypedNode, after: TypedNode): boolean {
  return (
    before.weights.length === after.weights.length &&
    before.weights.every(({ key, shape }, index) => {
      const other = after.weights[index]!;
      return ownName(key, before) === ownName(other.key, after) && sameShape(shape, other.shape);
    })
  );
}

/** `weight` of `conv1.weight`. */
function ownName(key: string, { path }: TypedNode): string {
  return key.slice(path.length + 1);
}

/** Names that only count say little; a step that goes to another block is further away than one that is renamed. */
function nameCost(before: TypedNode, after: TypedNode, isNamed: boolean): number {
  if (scopeOf(before.path) !== scopeOf(after.path)) return 2;
  return isNamed && before.path !== after.path ? 1 : 0;
}

function scopeOf(path: string): string {
  return path.slice(0, path.lastIndexOf(".") + 1);
}
