import { symbolsOf } from "../../ir/dim.ts";
import type { Demand, Graph } from "../../ir/graph.ts";
import { elementsOf } from "../../ir/shape.ts";

/** Shapes that must be the same: those that calls of blocks have left open, and each output's and what flows into it. */
export function demandsOf(graph: Graph): readonly Demand[] {
  const shapes = new Map(graph.inputs.map(({ name, shape }) => [name, shape]));
  for (const { path, shape } of graph.nodes) if (shape !== undefined) shapes.set(path, shape);
  const outputs = graph.outputs.flatMap(({ name, value, role, shape, origin }): Demand[] => {
    const found = shapes.get(value);
    if (found === undefined) return [];
    const what = `output ${name}`;
    if (role !== "points") return [{ what, declared: shape, found, value, origin }];
    return [{ what, declared: [elementsOf(shape)], found: [elementsOf(found)], value, origin }];
  });
  return [...(graph.demands ?? []), ...outputs].filter(({ declared, found }) =>
    [...declared, ...found].some((dim) => symbolsOf(dim).length > 0),
  );
}
