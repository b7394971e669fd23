import type { TypedGraph, TypedNode, ValueId } from "../../compiler/ir/graph.ts";
import type { Shape } from "../../compiler/ir/shape.ts";

const known = new WeakMap<TypedGraph, ReadonlyMap<ValueId, Shape>>();

/** Shapes of what flows into a step. */
export function inputShapes({ inputs }: TypedNode, graph: TypedGraph): Shape[] {
  const shapes = known.get(graph) ?? shapesIn(graph);
  known.set(graph, shapes);
  return inputs.map((input) => shapes.get(input)!);
}

function shapesIn({ inputs, nodes }: TypedGraph): ReadonlyMap<ValueId, Shape> {
  return new Map([
    ...inputs.map(({ name, shape }) => [name, shape] as const),
    ...nodes.map(({ path, shape }) => [path, shape] as const),
  ]);
}
