import type { TypedGraph } from "../compiler/ir/graph.ts";
import type { Shape } from "../compiler/ir/shape.ts";
import { opsByName } from "../compiler/ops/index.generated.ts";
import { type Module, moduleTree } from "./module-tree.ts";

/** What PyTorch's `print(module)` prints for the module that the spec describes. */
export function printTorch(graph: TypedGraph): string {
  const shapes = new Map<string, Shape>();
  for (const input of graph.inputs) shapes.set(input.name, input.shape);
  for (const node of graph.nodes) shapes.set(node.path, node.shape);
  return print(moduleTree(graph), shapes) ?? "";
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
