import type { Graph, GraphNode } from "../../compiler/ir/graph.ts";

/** Former name of each step that was renamed, by its path. */
type FormerPaths = ReadonlyMap<string, string>;

/**
 * Paths of the steps on either side that are one step by what the specs say: by a declared renaming or, of steps whose weights go by it,
 * by their path. Names such as `relu5` only say how many came before.
 */
export function sameIdentity(before: Graph, after: Graph): ReadonlyMap<string, string> {
  const named = new Set([...namedSteps(before), ...namedSteps(after)]);
  const keepsIdentity = (node: GraphNode) => node.weights.length > 0 && named.has(node);
  const declared = declaredPairs(before, after);
  const taken = new Set(declared.map(([, path]) => path));
  const pairs = new Map(declared);
  const former = new Map(before.nodes.map((node) => [node.path, node]));
  for (const node of after.nodes) {
    const same = former.get(node.path);
    const isFree = same !== undefined && !pairs.has(same.path) && !taken.has(node.path);
    if (isFree && keepsIdentity(node) && keepsIdentity(same)) pairs.set(same.path, node.path);
  }
  return pairs;
}

/** Paths before and after of the steps of which one side says that it renamed them. */
function declaredPairs(before: Graph, after: Graph): (readonly [before: string, after: string])[] {
  const renamedAfter = renamings(after, before);
  if (renamedAfter.size > 0) return [...renamedAfter].map(([path, was]) => [was, path]);
  return [...renamings(before, after)];
}

/**
 * What `@was` and `rename` on one side say of the other. As with files of weights (lib/former-keys.ts) the other side is the older one
 * where it lacks a path and has the former one, and then all former paths count, so that names may be swapped.
 */
function renamings(newer: Graph, older: Graph): FormerPaths {
  const known = new Set(older.nodes.map(({ path }) => path));
  const renamed = newer.nodes.filter(({ was, path }) => was !== undefined && was !== path && known.has(was));
  if (!renamed.some(({ path }) => !known.has(path))) return new Map();
  return new Map(renamed.map(({ path, was }) => [path, was!]));
}

/**
 * The steps that somebody gave a name. A number that merely counts (`relu#2`, `features.3` of a sequential) names another step as soon as
 * one is inserted; the index of a repeat says which turn it is.
 */
export function namedSteps(graph: Graph): ReadonlySet<GraphNode> {
  const counting = countingContainers(graph);
  return new Set(graph.nodes.filter(({ path, named }) => named && !path.includes("#") && !isCounted(path, counting)));
}

/** Steps that are known by their number in a sequential or a branch, by the path of the outermost such container. */
export function countedSteps<N extends GraphNode>(
  graph: Graph & { readonly nodes: readonly N[] },
): ReadonlyMap<string, readonly N[]> {
  const counting = countingContainers(graph);
  const groups = new Map<string, N[]>();
  for (const node of graph.nodes) {
    const container = scopesOf(node.path).find((scope) => counting.has(scope));
    if (container === undefined || !isCounted(node.path, counting)) continue;
    groups.set(container, [...(groups.get(container) ?? []), node]);
  }
  return groups;
}

function countingContainers({ containers }: Graph): ReadonlySet<string> {
  return new Set(containers.filter(({ kind }) => kind === "sequential" || kind === "branch").map(({ path }) => path));
}

/** Whether a number in a path only counts. */
function isCounted(path: string, counting: ReadonlySet<string>): boolean {
  return scopesOf(path).some((scope) => counting.has(scope) && /^\.\d+(\.|$)/.test(path.slice(scope.length)));
}

/** Paths of what a step stands in, outermost first. */
function scopesOf(path: string): string[] {
  const names = path.split(".");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("."));
}
