import type { TypedGraph } from "../../ir/graph.ts";
import type { Scope } from "./body.ts";

/** The blocks of a graph, the turns of its repeats, and its steps. */
export function scopesOf({ containers, nodes }: TypedGraph): Scope[] {
  const blocks = containers.flatMap(({ path, kind, block }): Scope[] =>
    kind === "block" && block !== undefined ? [{ path, kind: "block", name: block }] : [],
  );
  const steps = nodes.map(({ path, op }): Scope => ({ path, kind: "step", name: op }));
  const known = new Set([...blocks, ...steps].map(({ path }) => path));
  const turns = new Map<string, Scope>();
  for (const { path: repeat } of containers.filter(({ kind }) => kind === "repeat")) {
    const name = repeat.split(".").at(-1)!;
    for (const { path } of nodes) {
      if (!path.startsWith(`${repeat}.`)) continue;
      const turn = `${repeat}.${path.slice(repeat.length + 1).split(".")[0]}`;
      if (!known.has(turn)) turns.set(turn, { path: turn, kind: "block", name });
    }
  }
  return [...blocks, ...turns.values(), ...steps];
}

/** Whether a path is a scope's own or lies in it. */
export function liesIn(path: string, scope: string): boolean {
  return path === scope || path.startsWith(`${scope}.`);
}

/** A path or key as the scope sees it; the scope's own is empty. */
export function relativeTo(scope: string, path: string): string {
  return path === scope ? "" : path.slice(scope.length + 1);
}

/** Scopes in groups, none of which has a scope in it that is in a later group: steps, then blocks of steps, and so on. */
export function byHeight(scopes: readonly Scope[]): Scope[][] {
  const heights = new Map<string, number>();
  const parents = (path: string): string[] => {
    const words = path.split(".");
    return words.slice(1).map((_, place) => words.slice(0, place + 1).join("."));
  };
  const paths = new Set(scopes.filter(({ kind }) => kind === "block").map(({ path }) => path));
  for (const { path } of scopes) {
    let height = 0;
    for (const parent of parents(path).reverse()) {
      if (!paths.has(parent)) continue;
      height += 1;
      heights.set(parent, Math.max(heights.get(parent) ?? 0, height));
    }
  }
  const groups: Scope[][] = [scopes.filter(({ kind }) => kind === "step")];
  for (const scope of scopes) {
    if (scope.kind === "step") continue;
    const height = heights.get(scope.path) ?? 1;
    while (groups.length <= height) groups.push([]);
    groups[height]!.push(scope);
  }
  return groups;
}
