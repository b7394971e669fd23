import { input_range_mismatch } from "../../../diagnostics/catalogue/input_range_mismatch.ts";
import { input_range_narrow } from "../../../diagnostics/catalogue/input_range_narrow.ts";
import { anyNumber, sameRange, showRange, within } from "../../ir/range.ts";
import type { Finding } from "../finding.ts";
import { bothSides, type Meeting } from "./meeting.ts";
import { propertyOrigin } from "./property.ts";

/** Numbers outside what the model says it takes are an error; numbers that fill only a part of it are a slip, probably. */
export function findInInputRange(meeting: Meeting): readonly Finding[] {
  const { plan, graph, input, image } = meeting;
  if (sameRange(input.range, anyNumber) || sameRange(input.range, image.range)) return [];
  const origin = propertyOrigin(plan, "data");
  const facts = {
    model: graph.name,
    wanted: showRange(input.range),
    examples: plan.examples.name,
    delivered: showRange(image.range),
  };
  const kind = within(image.range, input.range) ? input_range_narrow : input_range_mismatch;
  return [{ diagnostic: kind.at(origin.place, facts, { related: bothSides(meeting) }), origin }];
}
