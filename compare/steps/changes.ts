import type { GraphNode, TypedGraph, TypedNode } from "../../compiler/ir/graph.ts";
import { sameShape } from "../../compiler/ir/shape.ts";
import type { ChangeClass, ChangeKind, StepChange, StepPlace } from "../change.ts";
import { isIdleInUse, sameInUse } from "./effect.ts";
import { inputShapes } from "./input-shapes.ts";
import type { Matching, StepPair } from "./match.ts";
import { parameterChanges } from "./parameters.ts";
import { sameWeights } from "./step-cost.ts";
import type { Wiring } from "./wiring.ts";

/** What the steps of two models are compared by. */
export interface StepComparison {
  readonly before: TypedGraph;
  readonly after: TypedGraph;
  readonly matching: Matching;
  readonly wiring: Wiring;
  /** Steps of both whose names say something. */
  readonly named: ReadonlySet<GraphNode>;
  /** Keys of the tensors of a step that a checkpoint can't give, because of its own change or of another one that reaches it. */
  readonly lost: (step: TypedNode) => readonly string[];
}

/** Every change of every step, in the order of the model after; what was removed stands where it was. */
export function stepChanges(comparison: StepComparison): StepChange[] {
  const { before, after, matching } = comparison;
  const changes: StepChange[] = [];
  let next = 0;
  const tellRemoved = (end: number): void => {
    for (; next < end; next++) {
      const node = before.nodes[next]!;
      if (!matching.byBefore.has(node.path)) changes.push(removal(node, comparison));
    }
  };
  const place = new Map(before.nodes.map((node, index) => [node, index]));
  for (const node of after.nodes) {
    const pair = matching.byAfter.get(node.path);
    if (pair === undefined) changes.push(insertion(node, comparison));
    else {
      if (matching.inOrder.has(pair)) tellRemoved(place.get(pair.before)!);
      changes.push(...pairChanges(pair, comparison));
    }
  }
  tellRemoved(before.nodes.length);
  return changes;
}

function insertion(step: TypedNode, { after, lost }: StepComparison): StepChange {
  const tensors = lost(step);
  return stepChange("inserted", { after: step }, { class: classOfAlone(step, after, tensors), tensors });
}

function removal(step: TypedNode, { before, lost }: StepComparison): StepChange {
  const tensors = lost(step);
  return stepChange("removed", { before: step }, { class: classOfAlone(step, before, tensors), tensors });
}

function classOfAlone(step: TypedNode, graph: TypedGraph, tensors: readonly string[]): ChangeClass {
  if (tensors.length > 0) return "weights";
  return isIdleInUse(step, inputShapes(step, graph)) ? "training" : "numerics";
}

function pairChanges(pair: StepPair, comparison: StepComparison): StepChange[] {
  const own = kindOf(pair, comparison);
  const { moved, rewired } = comparison.wiring;
  const wired = moved.has(pair) ? "moved" : rewired.has(pair) ? "rewired" : undefined;
  const tensors = lostOf(pair, comparison);
  return [
    ...(own === undefined ? [] : [ownChange(own, pair, comparison, tensors)]),
    ...(wired === undefined ? [] : [wireChange(wired, pair, comparison, own === undefined ? tensors : [])]),
  ];
}

/** Under their keys after, and before only where nothing is lost after. */
function lostOf({ before, after }: StepPair, { lost }: StepComparison): readonly string[] {
  const tensors = lost(after);
  return tensors.length > 0 ? tensors : lost(before);
}

/** What became of the step itself; undefined where nothing did. */
function kindOf(pair: StepPair, { named }: StepComparison): ChangeKind | undefined {
  const { before, after } = pair;
  const bothNamed = named.has(before) && named.has(after);
  const renamed = before.path !== after.path && (bothNamed || before.weights.length > 0);
  if (before.op !== after.op) return "replaced";
  const declared = after.was === before.path || before.was === after.path;
  if (renamed && bothNamed && !declared && !sameWeights(before, after)) return "replaced";
  if (parameterChanges(before, after).length > 0) return "changed";
  return renamed ? "renamed" : undefined;
}

function ownChange(
  kind: ChangeKind,
  pair: StepPair,
  comparison: StepComparison,
  tensors: readonly string[],
): StepChange {
  const parameters = parameterChanges(pair.before, pair.after);
  return stepChange(kind, pair, { class: classOfPair(kind, pair, comparison, tensors), tensors, parameters });
}

function classOfPair(
  kind: ChangeKind,
  pair: StepPair,
  { before: graph, after: graphAfter }: StepComparison,
  tensors: readonly string[],
): ChangeClass {
  const { before, after } = pair;
  if (tensors.length > 0) return "weights";
  if (kind === "renamed") return "naming";
  if (!sameShape(before.shape, after.shape)) return "numerics";
  if (kind === "replaced") {
    const idle = isIdleInUse(before, inputShapes(before, graph)) && isIdleInUse(after, inputShapes(after, graphAfter));
    return idle ? "training" : "numerics";
  }
  return sameInUse(pair, inputShapes(before, graph)) ? "training" : "numerics";
}

function wireChange(
  kind: "moved" | "rewired",
  pair: StepPair,
  { after }: StepComparison,
  tensors: readonly string[],
): StepChange {
  const idle = isIdleInUse(pair.after, inputShapes(pair.after, after));
  return stepChange(kind, pair, { class: tensors.length > 0 ? "weights" : idle ? "training" : "numerics", tensors });
}

function stepChange(
  kind: ChangeKind,
  { before, after }: StepPlace,
  rest: Pick<StepChange, "class" | "tensors"> & Partial<Pick<StepChange, "parameters">>,
): StepChange {
  const place: StepPlace = { ...(before && { before }), ...(after && { after }) };
  return { what: "step", kind, parameters: [], ...rest, places: [place] };
}
