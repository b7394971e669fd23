import { consecutive_linear } from "../../diagnostics/catalogue/consecutive_linear.ts";
import { isKnown } from "../ir/dim.ts";
import type { Graph, GraphNode } from "../ir/graph.ts";
import type { Finding } from "./finding.ts";

/**
 * `linear` right after `linear` where the first does not narrow: together they can say nothing that one of them could
 * not. A first one that narrows is a factorisation, and probably meant.
 */
export function findConsecutiveLinear(graph: Graph): readonly Finding[] {
  const makers = new Map(graph.nodes.map((node) => [node.path, node]));
  return graph.nodes.flatMap((node) => {
    const before = makers.get(node.inputs[0] ?? "");
    if (node.op !== "linear" || before?.op !== "linear" || narrows(before, node)) return [];
    const related = [{ place: before.origin.place, message: `${before.path}, which it follows at once` }];
    const facts = { first: before.path, second: node.path };
    const diagnostic = consecutive_linear.at(node.origin.place, facts, { related });
    return [{ diagnostic, origin: node.origin, path: node.path }];
  });
}

function narrows(first: GraphNode, second: GraphNode): boolean {
  const [between, into] = first.weights[0]?.shape ?? [];
  const [out] = second.weights[0]?.shape ?? [];
  if (between === undefined || into === undefined || out === undefined) return true;
  if (!isKnown(between) || !isKnown(into) || !isKnown(out)) return true;
  return between < Math.min(into, out);
}
