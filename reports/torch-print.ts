import type { TypedGraph, TypedNode } from "../compiler/ir/graph.ts";
import type { Shape } from "../compiler/ir/shape.ts";
import { opsByName } from "../compiler/ops/index.generated.ts";
import { type Module, moduleTree } from "./module-tree.ts";

/** What PyTorch's `print(module)` prints for the module that the spec describes. */
export function printTorch(graph: TypedGraph): string {
  return print(moduleTree(graph), shapesOf(graph)) ?? "";
}

function shapesOf({ inputs, nodes }: TypedGraph): ReadonlyMap<string, Shape> {
  return new Map([
    ...inputs.map(({ name, shape }) => [name, shape] as const),
    ...nodes.map(({ path, shape }) => [path, shape] as const),
  ]);
}

/** Paths of the steps that such a print lacks: those without a name, and those that PyTorch has functions for and no modules. */
export function absentFromPrint(graph: TypedGraph): string[] {
  const shown = new Set(leavesOf(moduleTree(graph)));
  const shapes = shapesOf(graph);
  const hasModule = ({ op, parameters, inputs }: TypedNode) =>
    opsByName[op]?.torch(
      inputs.map((input) => shapes.get(input)!),
      parameters,
    ) !== undefined;
  return graph.nodes.filter((node) => !shown.has(node.path) || !hasModule(node)).map(({ path }) => path);
}

function leavesOf({ node, children }: Module): string[] {
  return node === undefined ? children.flatMap(leavesOf) : [node.path];
}

/** Undefined for a step that PyTorch has no module for. */
function print({ node, className, children }: Module, shapes: ReadonlyMap<string, Shape>): string | undefined {
  if (node !== undefined) {
    const inputs = node.inputs.map((input) => shapes.get(input)!);
    return opsByName[node.op]?.torch(inputs, node.parameters);
  }
  const lines = children.flatMap((child) => {
    const text = print(child, shapes);
    return text === undefined ? [] : [`  (${child.name}): ${text.replaceAll("\n", "\n  ")}\n`];
  });
  return lines.length === 0 ? `${className}()` : `${className}(\n${lines.join("")})`;
}
