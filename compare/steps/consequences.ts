import type { TypedGraph, TypedNode, ValueId } from "../../compiler/ir/graph.ts";
import { sameShape } from "../../compiler/ir/shape.ts";
import { givesOtherShape } from "./effect.ts";
import { inputShapes } from "./input-shapes.ts";
import type { Matching, StepPair } from "./match.ts";

/** What may be at the root of another shape: a step, or an input of the model by its name. */
export type Cause = TypedNode | ValueId;

interface Graphs {
  readonly before: TypedGraph;
  readonly after: TypedGraph;
}

/** What is known of changes already. */
export interface Known {
  readonly isChanged: (cause: Cause) => boolean;
  /** Whether a step takes other values than before. */
  readonly isElsewhere: (pair: StepPair) => boolean;
}

/**
 * The nearest changes from which what flows into a step has another shape than before: up along everything of another shape, in both
 * models. A step that takes another value than before is a cause itself.
 */
export function causesOf(
  pair: StepPair,
  graphs: Graphs,
  matching: Matching,
  { isChanged, isElsewhere }: Known,
): Cause[] {
  const steps = { before: byPath(graphs.before), after: byPath(graphs.after) };
  const found = new Set<Cause>();
  const seen = new Set<StepPair>();
  const upFrom = (each: StepPair): void => {
    seen.add(each);
    for (const input of each.before.inputs) lookAt("before", input);
    for (const input of each.after.inputs) lookAt("after", input);
  };
  const lookAt = (side: keyof Graphs, value: ValueId): void => {
    const step = steps[side].get(value);
    const same = (side === "before" ? matching.byBefore : matching.byAfter).get(value);
    if (step === undefined) {
      if (isChanged(value)) found.add(value);
    } else if (same === undefined) {
      if (keepsShape(step, graphs[side])) lookAt(side, step.inputs[0]!);
      else found.add(step);
    } else if (isElsewhere(same)) found.add(same.after);
    else if (!seen.has(same) && !sameShape(same.before.shape, same.after.shape)) {
      if (isChanged(same.after) && givesOtherShape(same, inputShapes(same.before, graphs.before)))
        found.add(same.after);
      else upFrom(same);
    }
  };
  upFrom(pair);
  return [...found];
}

function keepsShape(step: TypedNode, graph: TypedGraph): boolean {
  const [input, ...others] = inputShapes(step, graph);
  return others.length === 0 && step.weights.length === 0 && sameShape(input!, step.shape);
}

function byPath({ nodes }: TypedGraph): ReadonlyMap<ValueId, TypedNode> {
  return new Map(nodes.map((node) => [node.path, node]));
}
