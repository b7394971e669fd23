import { bias_before_norm } from "../../diagnostics/catalogue/bias_before_norm.ts";
import type { Graph, GraphNode, ValueId } from "../ir/graph.ts";
import type { Finding } from "./finding.ts";

/** Biases that the batch normalisation behind them takes out again. */
export function findBiasBeforeNorm(graph: Graph): readonly Finding[] {
  const makers = new Map<ValueId, GraphNode>(graph.nodes.map((node) => [node.path, node]));
  const uses = new Map<ValueId, number>();
  const taken = [...graph.nodes.flatMap((node) => node.inputs), ...graph.outputs.map(({ value }) => value)];
  for (const value of taken) uses.set(value, (uses.get(value) ?? 0) + 1);
  return graph.nodes.flatMap((norm) => {
    const step = norm.op === "batchnorm" ? makers.get(norm.inputs[0] ?? "") : undefined;
    if (step === undefined || !hasBias(step) || uses.get(step.path) !== 1) return [];
    const { origin, path } = step;
    return [{ diagnostic: bias_before_norm.at(origin.place, { step: path, norm: norm.path }), origin, path }];
  });
}

function hasBias({ path, weights, op }: GraphNode): boolean {
  return op !== "batchnorm" && weights.some(({ key }) => key === `${path}.bias`);
}
