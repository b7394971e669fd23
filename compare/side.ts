import type { TypedGraph } from "../compiler/ir/graph.ts";
import type { ExperimentPlan } from "../compiler/ir/plan.ts";
import type { Place } from "../diagnostics/place.ts";

/** One of the two things that are compared: a model, or an experiment with the model that it trains. */
export interface Side {
  readonly graph: TypedGraph;
  readonly plan?: ExperimentPlan;
  /** What stands in the spec at a place. */
  readonly textAt: (place: Place) => string;
}
