import { smooth_l1_never_linear } from "../../../diagnostics/catalogue/smooth_l1_never_linear.ts";
import type { TypedGraph } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import { type LossPart, lossParts } from "../../losses/loss-parts.ts";
import type { Finding } from "../finding.ts";
import type { TypedExamples } from "./example-types.ts";
import { propertyOrigin } from "./property.ts";

/** `smooth_l1` where prediction and target can't differ by as much as beta: then it is half the squared error. */
export function findInLoss(plan: ExperimentPlan, graph: TypedGraph, examples: TypedExamples): readonly Finding[] {
  return lossParts(plan.loss).flatMap((part) => findInPart(plan, part, graph, examples));
}

function findInPart(
  plan: ExperimentPlan,
  { call, output }: LossPart,
  graph: TypedGraph,
  examples: TypedExamples,
): readonly Finding[] {
  const beta = call.parameters.beta;
  const compared = graph.outputs.find(({ name }) => name === output) ?? graph.outputs[0];
  const reach = graph.nodes.find((node) => node.path === compared?.value)?.type.range;
  const targets = examples.delivered?.points.range;
  if (call.name !== "smooth_l1" || typeof beta !== "number" || reach === undefined || targets === undefined) return [];
  const furthest = Math.max(reach.high - targets.low, targets.high - reach.low);
  if (furthest > beta) return [];
  const origin = propertyOrigin(plan, "loss");
  return [{ diagnostic: smooth_l1_never_linear.at(origin.place, { beta, furthest }), origin }];
}
