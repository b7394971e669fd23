import { one_value_per_channel } from "../../../diagnostics/catalogue/one_value_per_channel.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { TypedGraph, TypedNode } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import type { Finding } from "../finding.ts";
import { propertyOrigin } from "./property.ts";

/** A batch norm that would be trained on one number per channel: on a vector or a map of 1x1, in batches of one example. */
export function findOneValuePerChannel(plan: ExperimentPlan, graph: TypedGraph): readonly Finding[] {
  const norm = plan.batch === 1 ? graph.nodes.find(hasOnePlace) : undefined;
  if (norm === undefined) return [];
  const origin = propertyOrigin(plan, "batch");
  return [{ diagnostic: one_value_per_channel.at(origin.place, { step: norm.path }, seenAt(norm)), origin }];
}

/** The same of an epoch's last batch, once it is known how many examples there are. */
export function checkLastBatch(plan: ExperimentPlan, graph: TypedGraph, examples: number): readonly Diagnostic[] {
  const { batch } = plan;
  const norm = examples % batch === 1 ? graph.nodes.find(hasOnePlace) : undefined;
  if (norm === undefined) return [];
  const facts = { step: norm.path, lastOf: { examples, batch } };
  return [one_value_per_channel.at(propertyOrigin(plan, "batch").place, facts, seenAt(norm))];
}

function seenAt({ origin }: TypedNode) {
  return { related: [{ place: origin.place, message: "the step" }] };
}

function hasOnePlace({ op, shape }: TypedNode): boolean {
  return op === "batchnorm" && shape.slice(1).every((size) => size === 1);
}
