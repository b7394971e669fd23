import { dropout_at_output } from "../../diagnostics/catalogue/dropout_at_output.ts";
import type { Graph } from "../ir/graph.ts";
import type { Finding } from "./finding.ts";

const dropouts: readonly string[] = ["dropout", "dropout2d"];

/** A dropout whose result is the model's answer: nothing is left to make up for what it drops. */
export function findDropoutAtOutput(graph: Graph): readonly Finding[] {
  const makers = new Map(graph.nodes.map((node) => [node.path, node]));
  return graph.outputs.flatMap((output) => {
    const node = makers.get(output.value);
    if (node === undefined || !dropouts.includes(node.op)) return [];
    const facts = { step: node.path, output: output.name };
    return [{ diagnostic: dropout_at_output.at(node.origin.place, facts), origin: node.origin, path: node.path }];
  });
}
