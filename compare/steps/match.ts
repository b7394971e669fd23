import type { GraphNode, TypedGraph, TypedNode } from "../../compiler/ir/graph.ts";
import { align } from "../align/align.ts";
import { longestChain } from "../align/longest-chain.ts";
import { countedSteps, namedSteps, sameIdentity } from "./identity.ts";
import { alone, stepCost } from "./step-cost.ts";

/** A step before and the same step after. */
export interface StepPair {
  readonly before: TypedNode;
  readonly after: TypedNode;
}

/** Which steps of two models are the same. */
export interface Matching {
  readonly pairs: readonly StepPair[];
  /** The pair of a step, by its path before, and by its path after. */
  readonly byBefore: ReadonlyMap<string, StepPair>;
  readonly byAfter: ReadonlyMap<string, StepPair>;
  /** Pairs that stand in the same order on both sides; others may have moved. */
  readonly inOrder: ReadonlySet<StepPair>;
}

interface Graphs {
  readonly before: TypedGraph;
  readonly after: TypedGraph;
  /** Steps of both whose names say something. */
  readonly named: ReadonlySet<GraphNode>;
  /** Each step's place among those of its graph. */
  readonly place: ReadonlyMap<GraphNode, number>;
}

/**
 * Matches the steps of two models: by identity first, and between the steps that are found by it by the alignment that costs least, so that
 * one inserted step doesn't misalign the rest. What then is left over on both sides under one name has moved.
 */
export function matchSteps(before: TypedGraph, after: TypedGraph): Matching {
  const named = new Set([...namedSteps(before), ...namedSteps(after)]);
  const place = new Map([before, after].flatMap(({ nodes }) => nodes.map((node, index) => [node, index] as const)));
  const graphs = { before, after, named, place };
  const identified = identityPairs(graphs);
  const known = [...identified, ...countedPairs(identified, graphs)];
  const stretches = stretchesBetween(graphs, chainOf(known, graphs), known);
  const aligned = stretches.flatMap((stretch) => alignStretch(stretch, graphs));
  const pairs = [...known, ...aligned];
  return matchingOf([...pairs, ...movedPairs(pairs, graphs)], graphs);
}

function identityPairs({ before, after }: Graphs): StepPair[] {
  const afterByPath = new Map(after.nodes.map((node) => [node.path, node]));
  const identity = sameIdentity(before, after);
  return before.nodes.flatMap((node) => {
    const other = identity.get(node.path);
    return other === undefined ? [] : [{ before: node, after: afterByPath.get(other)! }];
  });
}

/** Steps that are only numbered belong to what they are numbered in, wherever that stands. */
function countedPairs(known: readonly StepPair[], graphs: Graphs): StepPair[] {
  const taken = new Set(known.flatMap((pair) => [pair.before, pair.after]));
  const left = (steps: readonly TypedNode[] = []) => steps.filter((step) => !taken.has(step));
  const after = countedSteps(graphs.after);
  return [...countedSteps(graphs.before)].flatMap(([container, steps]) =>
    alignStretch({ before: left(steps), after: left(after.get(container)) }, graphs),
  );
}

/** The steps that stand between two pairs of known steps. */
interface Stretch {
  readonly before: readonly TypedNode[];
  readonly after: readonly TypedNode[];
}

function stretchesBetween(
  { before, after, place }: Graphs,
  chain: readonly StepPair[],
  known: readonly StepPair[],
): Stretch[] {
  const taken = new Set(known.flatMap((pair) => [pair.before, pair.after]));
  const cut = (nodes: readonly TypedNode[], at: readonly TypedNode[]): TypedNode[][] => {
    const places = [-1, ...at.map((node) => place.get(node)!), nodes.length];
    return places.slice(1).map((end, index) => nodes.slice(places[index]! + 1, end).filter((node) => !taken.has(node)));
  };
  const [ofBefore, ofAfter] = (["before", "after"] as const).map((side) =>
    cut(
      { before, after }[side].nodes,
      chain.map((pair) => pair[side]),
    ),
  );
  return ofBefore!.map((part, index) => ({ before: part, after: ofAfter![index]! }));
}

function alignStretch(stretch: Stretch, graphs: Graphs): StepPair[] {
  const pairs = align(stretch.before, stretch.after, {
    pair: (a, b) => stepCost(a, b, graphs.named),
    alone,
    name: ({ path }) => path,
  });
  return pairs.map(([i, j]) => ({ before: stretch.before[i]!, after: stretch.after[j]! }));
}

/** Steps that stand in different stretches and have the same name and op. */
function movedPairs(pairs: readonly StepPair[], { before, after, named }: Graphs): StepPair[] {
  const taken = new Set(pairs.flatMap((pair) => [pair.before, pair.after]));
  const isLeft = (node: TypedNode) => !taken.has(node) && named.has(node);
  const left = new Map(after.nodes.filter(isLeft).map((node) => [node.path, node]));
  return before.nodes.filter(isLeft).flatMap((node) => {
    const other = left.get(node.path);
    return other?.op === node.op ? [{ before: node, after: other }] : [];
  });
}

function matchingOf(unsorted: readonly StepPair[], graphs: Graphs): Matching {
  const pairs = [...unsorted].sort((a, b) => graphs.place.get(a.after)! - graphs.place.get(b.after)!);
  return {
    pairs,
    byBefore: new Map(pairs.map((pair) => [pair.before.path, pair])),
    byAfter: new Map(pairs.map((pair) => [pair.after.path, pair])),
    inOrder: new Set(chainOf(pairs, graphs)),
  };
}

/** The most pairs that stand in the same order on both sides. */
function chainOf(pairs: readonly StepPair[], { place }: Graphs): StepPair[] {
  const links = pairs.map((pair) => ({
    pair,
    before: place.get(pair.before)!,
    after: place.get(pair.after)!,
    // The same in both directions.
    name: [pair.before.path, pair.after.path].sort().join(" "),
  }));
  return longestChain(links).map(({ pair }) => pair);
}
