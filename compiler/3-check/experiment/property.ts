import type { Origin } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";

/** Where a property of an experiment stands; the experiment itself where it was not written. */
export function propertyOrigin(plan: ExperimentPlan, key: string): Origin {
  return plan.properties[key] ?? plan.origin;
}
