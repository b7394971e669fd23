import type { Remark } from "../../../diagnostics/diagnostic.ts";
import type { TypedGraph, ValueId } from "../../ir/graph.ts";
import { anyNumber, sameRange, showRange } from "../../ir/range.ts";

/** The steps by which a value's range came about, latest first, back to one that gives any number. */
export function rangeTrail(graph: TypedGraph, value: ValueId): readonly Remark[] {
  const makers = new Map(graph.nodes.map((node) => [node.path, node]));
  const trail: Remark[] = [];
  for (let node = makers.get(value); node !== undefined; node = makers.get(node.inputs[0] ?? "")) {
    trail.push({ place: node.origin.place, message: `${showRange(node.type.range)} from ${node.path}` });
    if (sameRange(node.type.range, anyNumber)) break;
  }
  return trail;
}
