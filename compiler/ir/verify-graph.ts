import { isKnown, productOf, sameDim, sumOf } from "./dim.ts";
import type { Graph, GraphNode, TypedGraph, TypedNode } from "./graph.ts";
import { InternalError } from "./internal-error.ts";
import type { Range } from "./range.ts";
import { type Shape, sameShape, showShape } from "./shape.ts";

/** Holds after 2-elaborate: names are unique, every value is made before it is taken, every size is a count. */
export function verifyGraph(graph: Graph): void {
  const made = new Set<string>();
  for (const input of graph.inputs) {
    declare(graph, made, input.name);
    verifyShape(graph, input.shape, input.name);
    verifyRange(graph, input.range, input.name);
  }
  for (const node of graph.nodes) {
    verifyNode(graph, node, made);
    declare(graph, made, node.path);
  }
  for (const output of graph.outputs) {
    if (!made.has(output.value)) fail(graph, `output ${output.name} takes ${output.value}, which nothing makes`);
    verifyShape(graph, output.shape, output.name);
  }
  verifyWeightKeys(graph);
  verifyContainers(graph);
}

/** Holds after 3-check: besides, every type agrees with the shape, and the totals are the sums of the steps' costs. */
export function verifyTypedGraph(graph: TypedGraph): void {
  verifyGraph(graph);
  for (const node of graph.nodes) verifyType(graph, node);
  for (const what of ["parameters", "multiplyAdds", "activationBytes"] as const) {
    const total = sumOf(graph.nodes.map((node) => node.cost[what]));
    if (!sameDim(total, graph.cost[what])) fail(graph, `the steps' ${what} do not add up to the model's`);
  }
}

function verifyNode(graph: Graph, node: GraphNode, made: ReadonlySet<string>): void {
  for (const input of node.inputs) {
    if (!made.has(input)) fail(graph, `takes ${input}, which nothing before it makes`, node.path);
  }
  if (node.shape !== undefined) verifyShape(graph, node.shape, node.path);
  if (node.named === node.path.includes("#")) fail(graph, "a path has a # where the step has no name", node.path);
  for (const weight of node.weights) {
    if (!weight.key.startsWith(`${node.path}.`)) fail(graph, `weight ${weight.key} lies outside its step`, node.path);
    verifyShape(graph, weight.shape, node.path);
  }
}

function verifyType(graph: Graph, { path, shape, type, cost }: TypedNode): void {
  if (shape === undefined || type === undefined) fail(graph, "has no type in a typed graph", path);
  if (!sameShape(shape, type.shape)) {
    fail(graph, `has shape ${showShape(shape)}, its type says ${showShape(type.shape)}`, path);
  }
  verifyRange(graph, type.range, path);
  if ((type.frame !== undefined) !== (type.role === "points"))
    fail(graph, "points, and only points, have a frame", path);
  if (!sameDim(cost.activationBytes, productOf([4, ...shape]))) fail(graph, "bytes disagree with the shape", path);
}

function verifyWeightKeys(graph: Graph): void {
  const keys = new Set<string>();
  for (const node of graph.nodes) {
    for (const { key } of node.weights) {
      if (keys.has(key)) fail(graph, `two weights have the key ${key}`, node.path);
      keys.add(key);
    }
  }
}

function verifyContainers(graph: Graph): void {
  const paths = new Set<string>();
  for (const container of graph.containers) {
    if (paths.has(container.path)) fail(graph, `two containers have the path ${container.path}`);
    paths.add(container.path);
    if (container.kind === "block" && container.block === undefined) fail(graph, "a block has no name", container.path);
  }
}

function declare(graph: Graph, made: Set<string>, name: string): void {
  if (made.has(name)) fail(graph, `two values are named ${name}`);
  made.add(name);
}

function verifyShape(graph: Graph, shape: Shape, step: string): void {
  for (const dim of shape) {
    if (isKnown(dim) && !(Number.isSafeInteger(dim) && dim >= 1)) fail(graph, `has the size ${dim}`, step);
  }
}

function verifyRange(graph: Graph, { low, high }: Range, step: string): void {
  if (!(low <= high)) fail(graph, `has the range ${low}..${high}`, step);
}

function fail(graph: Graph, problem: string, step?: string): never {
  throw new InternalError(problem, graph.name, step);
}
