import { one_input_expected } from "../../../diagnostics/catalogue/one_input_expected.ts";
import type { TypedGraph } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import type { Finding } from "../finding.ts";
import type { TypedExamples } from "./example-types.ts";
import { findInInputRange } from "./input-range.ts";
import { findInInputShape } from "./input-shape.ts";
import { propertyOrigin } from "./property.ts";

/** The picture that the examples deliver against the input that the model takes: its shape, then its range. */
export function findInInput(plan: ExperimentPlan, graph: TypedGraph, examples: TypedExamples): readonly Finding[] {
  const [input, ...others] = graph.inputs;
  const image = examples.delivered?.image;
  if (input === undefined || image === undefined) return [];
  if (others.length > 0) {
    const origin = propertyOrigin(plan, "model");
    const facts = { model: graph.name, inputs: graph.inputs.map((each) => each.name) };
    return [{ diagnostic: one_input_expected.at(origin.place, facts), origin }];
  }
  const meeting = { plan, graph, input, image, examples };
  const shape = findInInputShape(meeting);
  return shape.length > 0 ? shape : findInInputRange(meeting);
}
