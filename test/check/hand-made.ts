import { checkModel } from "../../compiler/3-check/index.ts";
import type { Graph, TypedGraph } from "../../compiler/ir/graph.ts";
import { noseNet, noseNetAlternative } from "../support/nosenet.ts";

/** A graph of the chain as 2-elaborate would hand it on: without types and costs, anonymous steps marked so. */
export function untyped(graph: TypedGraph): Graph {
  const { cost: _, ...rest } = graph;
  const nodes = graph.nodes.map(({ type: _type, cost: _cost, ...node }) => ({
    ...node,
    named: !node.path.includes("#"),
  }));
  return { ...rest, nodes };
}

export const noseGraph: Graph = untyped(noseNet());

/** NoseNet as 3-check types it. */
export const typedNose: TypedGraph = checkModel(noseGraph).value!;

export const typedAlternative: TypedGraph = checkModel(untyped(noseNetAlternative())).value!;
