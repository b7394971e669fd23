import type { Container, TypedGraph, TypedNode } from "../compiler/ir/graph.ts";

/** A model as a tree of PyTorch modules: a step that has a name, or a block, repeat or branch with what is in it. */
export interface Module {
  readonly name: string;
  /** The step, of a leaf. */
  readonly node?: TypedNode;
  /** `Bottleneck`, `Sequential`; of all but leaves. */
  readonly className?: string;
  readonly children: readonly Module[];
}

interface Growing extends Module {
  readonly children: Growing[];
}

/** Steps without a name are no modules: in PyTorch they would be calls in `forward`. Modules stand in order of use. */
export function moduleTree(graph: TypedGraph): Module {
  const containers = new Map(graph.containers.map((container) => [container.path, container]));
  const root: Growing = { name: "", className: graph.name, children: [] };
  for (const node of graph.nodes) {
    // A block that was called without a name is no module either, and so is nothing in it.
    if (node.path.slice(0, node.path.lastIndexOf(".") + 1).includes("#")) continue;
    const names = node.path.split(".");
    const own = names.pop()!;
    let parent = root;
    names.forEach((name, depth) => {
      const container = containers.get(names.slice(0, depth + 1).join("."));
      parent = childOf(parent, name, container);
    });
    if (node.named) parent.children.push({ name: own, node, children: [] });
  }
  return root;
}

function childOf(parent: Growing, name: string, container: Container | undefined): Growing {
  const known = parent.children.find((child) => child.name === name);
  if (known !== undefined) return known;
  const child: Growing = { name, className: container?.block ?? "Sequential", children: [] };
  parent.children.push(child);
  return child;
}
