import { one_output_expected } from "../../../diagnostics/catalogue/one_output_expected.ts";
import { output_points_mismatch } from "../../../diagnostics/catalogue/output_points_mismatch.ts";
import { output_role_mismatch } from "../../../diagnostics/catalogue/output_role_mismatch.ts";
import type { Remark } from "../../../diagnostics/diagnostic.ts";
import { sameDim, showDim } from "../../ir/dim.ts";
import type { GraphOutput, TypedGraph } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import { elementsOf } from "../../ir/shape.ts";
import type { ValueType } from "../../ir/value-type.ts";
import type { Finding } from "../finding.ts";
import { showOutput } from "../outputs.ts";
import type { TypedExamples } from "./example-types.ts";
import { stepTrail } from "./meeting.ts";
import { propertyOrigin } from "./property.ts";
import { findInTargetRange } from "./target-range.ts";

/** What the model gives against the points that it is trained on: one output, of points, as many, in reach. */
export function findInOutput(plan: ExperimentPlan, graph: TypedGraph, examples: TypedExamples): readonly Finding[] {
  const [output, ...others] = graph.outputs;
  const points = examples.delivered?.points;
  if (output === undefined || points === undefined) return [];
  if (others.length > 0) {
    const origin = propertyOrigin(plan, "model");
    const facts = { model: graph.name, outputs: graph.outputs.map((each) => each.name) };
    return [{ diagnostic: one_output_expected.at(origin.place, facts), origin }];
  }
  const kind = mismatch(plan, graph, output, points, examples);
  return kind.length > 0 ? kind : findInTargetRange(plan, graph, output, points);
}

function mismatch(
  plan: ExperimentPlan,
  graph: TypedGraph,
  output: GraphOutput,
  points: ValueType,
  examples: TypedExamples,
): readonly Finding[] {
  const origin = propertyOrigin(plan, "model");
  const numbers = elementsOf(output.shape);
  const facts = {
    model: graph.name,
    output: showOutput(output),
    numbers: showDim(numbers),
    examples: plan.examples.name,
    points: showDim(points.shape[0]!),
    targets: showDim(elementsOf(points.shape)),
  };
  const related: Remark[] = [
    { place: output.origin.place, message: `output ${output.name} is ${facts.output}` },
    ...stepTrail(plan, examples, (type) => `${showDim(type.points.shape[0]!)} points`),
  ];
  if (!sameDim(numbers, elementsOf(points.shape))) {
    return [{ diagnostic: output_points_mismatch.at(origin.place, facts, { related }), origin }];
  }
  if (output.role === "points") return [];
  return [{ diagnostic: output_role_mismatch.at(origin.place, facts, { related }), origin }];
}
