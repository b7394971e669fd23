import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { placeKey } from "../../diagnostics/place.ts";
import { withRepetitions } from "../../diagnostics/repetitions.ts";
import type { Graph } from "../ir/graph.ts";
import type { Finding } from "./finding.ts";

/**
 * Says once what is true of one written step in several places of the graph: in the turns of a repeat, or in the calls
 * of a block. `… (in 3 of 16 repetitions, first layer2.0)`.
 */
export function sayOnce(graph: Graph, findings: readonly Finding[]): readonly Diagnostic[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.diagnostic.name} ${placeKey(finding.diagnostic.place)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const repetitions = groups.size === 0 ? new Map<string, number>() : repetitionsIn(graph);
  return [...groups.values()].map((group) => withCount(repetitions, group));
}

/** How many nodes each written step has become, by its place. */
function repetitionsIn({ nodes }: Graph): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { origin } of nodes) {
    const key = placeKey(origin.place);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function withCount(counts: ReadonlyMap<string, number>, group: readonly Finding[]): Diagnostic {
  const { diagnostic, origin, path } = group[0]!;
  const repetitions = counts.get(placeKey(origin.place)) ?? 0;
  if (path === undefined || repetitions < 2) return diagnostic;
  const told = new Set(group.map((finding) => finding.path)).size;
  return withRepetitions(diagnostic, { told, of: repetitions, first: containerOf(path) });
}

function containerOf(path: string): string {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? path : path.slice(0, dot);
}
