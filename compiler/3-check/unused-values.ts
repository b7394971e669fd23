import { unused_input } from "../../diagnostics/catalogue/unused_input.ts";
import { unused_step } from "../../diagnostics/catalogue/unused_step.ts";
import type { Graph } from "../ir/graph.ts";
import type { Finding } from "./finding.ts";

/** Steps and inputs that nothing takes. Of a chain that leads nowhere only the end is told: it is one mistake. */
export function findUnused(graph: Graph): readonly Finding[] {
  if (graph.outputs.length === 0) return [];
  const taken = new Set([
    ...graph.nodes.flatMap((node) => node.inputs),
    ...graph.outputs.map((output) => output.value),
  ]);
  const inputs = graph.inputs.filter((input) => !taken.has(input.name));
  const nodes = graph.nodes.filter((node) => !taken.has(node.path));
  return [
    ...inputs.map(({ name, origin }) => ({ diagnostic: unused_input.at(origin.place, { input: name }), origin })),
    ...nodes.map(({ path, origin }) => ({ diagnostic: unused_step.at(origin.place, { step: path }), origin, path })),
  ];
}
