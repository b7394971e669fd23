import { heatmaps_expected } from "../../../diagnostics/catalogue/heatmaps_expected.ts";
import { one_output_expected } from "../../../diagnostics/catalogue/one_output_expected.ts";
import { output_points_mismatch } from "../../../diagnostics/catalogue/output_points_mismatch.ts";
import { output_role_mismatch } from "../../../diagnostics/catalogue/output_role_mismatch.ts";
import { unknown_property } from "../../../diagnostics/catalogue/unknown_property.ts";
import type { Remark } from "../../../diagnostics/diagnostic.ts";
import { nearest } from "../../../diagnostics/nearest.ts";
import type { Place } from "../../../diagnostics/place.ts";
import { sameDim, showDim } from "../../ir/dim.ts";
import type { GraphOutput, TypedGraph } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import { elementsOf } from "../../ir/shape.ts";
import type { ValueType } from "../../ir/value-type.ts";
import { lossesByName } from "../../losses/index.generated.ts";
import { type LossPart, lossParts } from "../../losses/loss-parts.ts";
import type { Finding } from "../finding.ts";
import { showOutput } from "../outputs.ts";
import type { TypedExamples } from "./example-types.ts";
import { stepTrail } from "./meeting.ts";
import { propertyOrigin } from "./property.ts";
import { findInTargetRange } from "./target-range.ts";

/**
 * What the model gives against the points that it is trained on: its first output is of points, as many, in reach. Other outputs are
 * trained where the loss names them.
 */
export function findInOutput(plan: ExperimentPlan, graph: TypedGraph, examples: TypedExamples): readonly Finding[] {
  const [output, ...others] = graph.outputs;
  const points = examples.delivered?.points;
  if (output === undefined || points === undefined) return [];
  if (others.length > 0 && !("outputs" in plan.loss)) {
    const origin = propertyOrigin(plan, "model");
    const facts = { model: graph.name, outputs: graph.outputs.map((each) => each.name) };
    return [{ diagnostic: one_output_expected.at(origin.place, facts), origin }];
  }
  const kind = mismatch(plan, graph, output, points, examples);
  if (kind.length > 0) return kind;
  const losses = lossParts(plan.loss).flatMap((part) => findInPart(plan, part, graph, examples));
  return losses.length > 0 ? losses : findInTargetRange(plan, graph, output, points);
}

/** A loss of an output that there isn't, or that is not what the loss compares. */
function findInPart(
  plan: ExperimentPlan,
  part: LossPart,
  graph: TypedGraph,
  examples: TypedExamples,
): readonly Finding[] {
  const origin = propertyOrigin(plan, "loss");
  const output = part.output === undefined ? graph.outputs[0]! : graph.outputs.find(({ name }) => name === part.output);
  if (output === undefined) {
    const known = graph.outputs.map(({ name }) => name);
    const facts = { name: part.output!, of: graph.name, known, nearest: nearest(part.output!, known) };
    return [{ diagnostic: unknown_property.at(placeOf(plan, part), facts), origin }];
  }
  const points = examples.delivered!.points;
  if (lossesByName[part.call.name]?.of !== "heatmaps") return mismatch(plan, graph, output, points, examples);
  if (output.shape.length === 3 && sameDim(output.shape[0]!, points.shape[0]!)) return [];
  const facts = {
    loss: part.call.name,
    output: output.name,
    is: showOutput(output),
    points: showDim(points.shape[0]!),
  };
  return [{ diagnostic: heatmaps_expected.at(part.call.origin.place, facts), origin }];
}

function placeOf({ loss }: ExperimentPlan, { output, call }: LossPart): Place {
  const named = "outputs" in loss ? loss.outputs.find((each) => each.output === output) : undefined;
  return named?.place ?? call.origin.place;
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
