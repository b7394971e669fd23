import { type Dim, mulDim, sumOf } from "../ir/dim.ts";
import type { Graph, GraphNode, NodeCost, TypedGraph, TypedNode } from "../ir/graph.ts";
import { elementsOf } from "../ir/shape.ts";
import type { ValueType } from "../ir/value-type.ts";
import { opsByName } from "../ops/index.generated.ts";
import { receptiveFields } from "./receptive-field.ts";
import { inputTypes, type ValueTypes } from "./value-types.ts";

const bytesOfFloat32 = 4;

/** The graph with the type and cost of every step, or undefined where the type of one is not known. */
export function withCosts(graph: Graph, types: ValueTypes): TypedGraph | undefined {
  const seen = receptiveFields(graph);
  const nodes: TypedNode[] = [];
  for (const node of graph.nodes) {
    const type = types.get(node.path);
    const inputs = inputTypes(node, types);
    if (type === undefined || inputs === undefined) return undefined;
    const cost = costOf(node, type, inputs, seen.get(node.path));
    nodes.push({ ...node, shape: type.shape, type, cost });
  }
  return { ...graph, nodes, cost: totalsOf(nodes) };
}

function costOf(
  node: GraphNode,
  type: ValueType,
  inputs: readonly ValueType[],
  receptiveField: NodeCost["receptiveField"],
): NodeCost {
  const shapes = inputs.map((input) => input.shape);
  return {
    parameters: parametersOf(node),
    multiplyAdds: opsByName[node.op]!.multiplyAdds(shapes, type.shape, node.parameters),
    activationBytes: mulDim(bytesOfFloat32, elementsOf(type.shape)),
    receptiveField,
  };
}

/** Numbers that training changes; buffers such as running statistics are not among them, as in PyTorch. */
function parametersOf(node: GraphNode): Dim {
  const trained = node.weights.filter((weight) => weight.trainable);
  return sumOf(trained.map((weight) => elementsOf(weight.shape)));
}

function totalsOf(nodes: readonly TypedNode[]): TypedGraph["cost"] {
  const total = (what: "parameters" | "multiplyAdds" | "activationBytes") =>
    sumOf(nodes.map((node) => node.cost[what]));
  return {
    parameters: total("parameters"),
    multiplyAdds: total("multiplyAdds"),
    activationBytes: total("activationBytes"),
  };
}
