import { target_out_of_reach } from "../../../diagnostics/catalogue/target_out_of_reach.ts";
import type { GraphOutput, TypedGraph } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import { anyNumber, type Range, range, sameRange, showRange, within } from "../../ir/range.ts";
import type { ValueType } from "../../ir/value-type.ts";
import type { Finding } from "../finding.ts";
import { propertyOrigin } from "./property.ts";
import { rangeTrail } from "./range-trail.ts";

/** Targets that the last steps of the model can't give, whatever the weights: a sigmoid never leaves 0..1. */
export function findInTargetRange(
  plan: ExperimentPlan,
  graph: TypedGraph,
  output: GraphOutput,
  points: ValueType,
): readonly Finding[] {
  const node = graph.nodes.find((each) => each.path === output.value);
  if (node === undefined || within(innermost(points.range), node.type.range)) return [];
  const origin = propertyOrigin(plan, "model");
  const facts = {
    model: graph.name,
    reach: showRange(node.type.range),
    step: node.path,
    targets: sameRange(points.range, anyNumber) ? undefined : showRange(points.range),
  };
  const related = rangeTrail(graph, node.path);
  return [{ diagnostic: target_out_of_reach.at(origin.place, facts, { related }), origin }];
}

/** Without a twentieth at each end, where points are rare: what reads heatmaps ends half a pixel before the picture's edges. */
function innermost({ low, high }: Range): Range {
  const margin = (high - low) / 20;
  return Number.isFinite(margin) ? range(low + margin, high - margin) : { low, high };
}
