import type { Container, TypedGraph, TypedNode } from "../../compiler/ir/graph.ts";
import type { Place } from "../../diagnostics/place.ts";

/** A step of the graph. */
export interface Leaf {
  readonly kind: "leaf";
  readonly path: string;
  readonly node: TypedNode;
}

/** A block that was called, a repeat, a turn of one with several steps, or a sequential; with what stands in it. */
export interface Group {
  readonly kind: "group";
  readonly path: string;
  /** The block's name. */
  readonly block: string | undefined;
  readonly isRepeat: boolean;
  readonly place: Place;
  readonly children: readonly Part[];
}

export type Part = Leaf | Group;

interface Growing extends Group {
  readonly children: (Leaf | Growing)[];
}

/** A graph's steps in the groups that they stand in. A branch is no group: its steps stand beside those that it goes around. */
export function outlineOf({ nodes, containers, origin }: TypedGraph): readonly Part[] {
  const root = growing({ path: "", kind: "sequential", place: origin.place });
  const groups = new Map<string, Growing>();
  const around = new Map(containers.filter(({ kind }) => kind !== "branch").map((each) => [each.path, each]));
  const groupAt = (path: string): Growing => {
    const container = around.get(path);
    if (container === undefined) return path === "" ? root : groupAt(parentOf(path));
    const known = groups.get(path);
    if (known !== undefined) return known;
    const group = growing(container);
    groups.set(path, group);
    groupAt(parentOf(path)).children.push(group);
    return group;
  };
  for (const node of nodes) groupAt(parentOf(node.path)).children.push({ kind: "leaf", path: node.path, node });
  return root.children;
}

function growing({ path, kind, block, place }: Container): Growing {
  return { kind: "group", path, block, isRepeat: kind === "repeat", place, children: [] };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

/** The steps of a part, in order. */
export function stepsOf(part: Part): readonly TypedNode[] {
  return part.kind === "leaf" ? [part.node] : part.children.flatMap(stepsOf);
}
