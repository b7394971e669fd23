import type { Remark } from "../../diagnostics/diagnostic.ts";
import type { Graph, GraphInput, GraphNode, ValueId } from "./graph.ts";
import { type Shape, sameShape, showShape } from "./shape.ts";

/**
 * The steps by which a value's shape came about, latest first, back to the input: `[32, 3, 5] from maxpool4`. Steps that
 * leave the shape as it is are left out, and so is everything before the last `limit`.
 */
export function shapeTrail(graph: Pick<Graph, "inputs" | "nodes">, value: ValueId, limit = 4): readonly Remark[] {
  const makers = new Map<ValueId, GraphNode>(graph.nodes.map((node) => [node.path, node]));
  const inputs = new Map<ValueId, GraphInput>(graph.inputs.map((input) => [input.name, input]));
  const shapeOf = (id: ValueId): Shape | undefined => makers.get(id)?.shape ?? inputs.get(id)?.shape;
  const trail: Remark[] = [];
  let at: ValueId | undefined = value;
  while (at !== undefined && trail.length < limit) {
    const shape = shapeOf(at);
    const { origin } = makers.get(at) ?? inputs.get(at) ?? {};
    if (shape === undefined || origin === undefined) break;
    const before: ValueId | undefined = makers.get(at)?.inputs[0];
    const shapeBefore = before === undefined ? undefined : shapeOf(before);
    if (shapeBefore === undefined || !sameShape(shape, shapeBefore)) {
      trail.push({ place: origin.place, message: `${showShape(shape)} from ${at}` });
    }
    at = before;
  }
  return trail;
}
