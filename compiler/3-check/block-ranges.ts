import { block_range_mismatch } from "../../diagnostics/catalogue/block_range_mismatch.ts";
import type { Graph } from "../ir/graph.ts";
import { showRange, within } from "../ir/range.ts";
import type { Finding } from "./finding.ts";
import type { ValueTypes } from "./value-types.ts";

/** Numbers that flow into a block outside the range that its input declares, at the call. */
export function checkBlockRanges(graph: Graph, types: ValueTypes): readonly Finding[] {
  return (graph.blockInputs ?? []).flatMap(({ block, input, range, value, origin }) => {
    const found = types.get(value)?.range;
    if (found === undefined || within(found, range)) return [];
    const facts = { block, input, wanted: showRange(range), found: showRange(found) };
    const related = [{ place: origin.place, message: "what it takes" }];
    const call = origin.via.at(-1) ?? origin.place;
    return [{ diagnostic: block_range_mismatch.at(call, facts, { related }), origin }];
  });
}
