import type { StepChange } from "../../compare/change.ts";
import type { Comparison } from "../../compare/compare.ts";
import type { TypedGraph, TypedNode } from "../../compiler/ir/graph.ts";
import { isEqual } from "../../lib/equal.ts";

/** A step without what follows from it: shapes, weights, cost. */
interface Step {
  readonly path: string;
  readonly op: string;
  readonly parameters: unknown;
  readonly inputs: readonly string[];
}

/**
 * The graph after, made of the graph before and of nothing but the changes: what no change tells of stays as it was. Paths are those
 * after, so that steps without a name can be compared; edges that come to or go from an inserted or moved step are part of its change.
 */
export function rebuild(before: TypedGraph, after: TypedGraph, { changes, matching }: Comparison): Step[] {
  const steps = changes.filter((change) => change.what === "step");
  const told = (kinds: readonly StepChange["kind"][]) =>
    steps.filter(({ kind }) => kinds.includes(kind)).flatMap(({ places }) => places);
  const inserted = new Map(told(["inserted"]).map((place) => [place.after!.path, place.after!]));
  const removed = new Map(told(["removed"]).map((place) => [place.before!.path, place.before!]));
  const moved = new Set(told(["moved", "rewired"]).map((place) => place.before!.path));
  const own = new Map(told(["changed", "replaced", "renamed"]).map((place) => [place.before!.path, place.after!]));
  /** What a value of before is called now; of what is gone, what flowed into it. */
  const now = (value: string): string => {
    const gone = removed.get(value) ?? (moved.has(value) ? before.nodes.find(({ path }) => path === value) : undefined);
    return gone === undefined ? pathNow(value) : now(gone.inputs[0]!);
  };
  const pathNow = (value: string): string => matching.byBefore.get(value)?.after.path ?? value;
  const movedNow = new Set([...moved].map(pathNow));
  function isNew(value: string): boolean {
    return inserted.has(value) || movedNow.has(value);
  }
  const edgesOf = new Map(after.nodes.map((node) => [node.path, node.inputs]));
  const kept = before.nodes
    .filter(({ path }) => !removed.has(path))
    .map((node): Step => {
      const path = pathNow(node.path);
      const { op, parameters } = own.get(node.path) ?? node;
      const told = edgesOf.get(path)!;
      const inputs = moved.has(node.path)
        ? told
        : node.inputs.map((input, index) => (isNew(told[index]!) ? told[index]! : now(input)));
      return { path, op, parameters, inputs };
    });
  return [...kept, ...[...inserted.values()].map(stepOf)];
}

function stepOf({ path, op, parameters, inputs }: TypedNode): Step {
  return { path, op, parameters, inputs };
}

/** Paths of the steps in which two lists differ. */
export function differences(rebuilt: readonly Step[], { nodes }: TypedGraph): string[] {
  const found = new Map(rebuilt.map((step) => [step.path, step]));
  const wrong = nodes.filter((node) => !isEqual(found.get(node.path), stepOf(node))).map(({ path }) => path);
  const known = new Set(nodes.map(({ path }) => path));
  return [...wrong, ...rebuilt.flatMap(({ path }) => (known.has(path) ? [] : [path]))];
}
