import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { placeKey } from "../../diagnostics/place.ts";
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
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((group) => withCount(graph, group));
}

function withCount(graph: Graph, group: readonly Finding[]): Diagnostic {
  const { diagnostic, origin, path } = group[0]!;
  const written = placeKey(origin.place);
  const repetitions = graph.nodes.filter((node) => placeKey(node.origin.place) === written).length;
  if (path === undefined || repetitions < 2) return diagnostic;
  const told = new Set(group.map((finding) => finding.path)).size;
  const where = `in ${told} of ${repetitions} repetitions, first ${containerOf(path)}`;
  return { ...diagnostic, message: `${diagnostic.message} (${where})` };
}

function containerOf(path: string): string {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? path : path.slice(0, dot);
}
