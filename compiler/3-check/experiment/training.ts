import { learning_rate_unusual } from "../../../diagnostics/catalogue/learning_rate_unusual.ts";
import { not_a_positive_count } from "../../../diagnostics/catalogue/not_a_positive_count.ts";
import { nothing_to_train } from "../../../diagnostics/catalogue/nothing_to_train.ts";
import { seed_out_of_range } from "../../../diagnostics/catalogue/seed_out_of_range.ts";
import type { TypedGraph } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import type { Finding } from "../finding.ts";
import { propertyOrigin } from "./property.ts";

/** The largest seed: the streams of random numbers are keyed by 32 bits of it. */
const largestSeed = 2 ** 32 - 1;

/** Rates beyond these have no use with weights of the size that PyTorch's initialisation gives. */
const usualRate = { low: 1e-7, high: 1 };

/** Epochs, batch and seed as numbers that can be worked with. */
export function findInCounts(plan: ExperimentPlan): readonly Finding[] {
  const counts = (["epochs", "batch"] as const).flatMap((what) => {
    const value = plan[what];
    if (Number.isSafeInteger(value) && value >= 1) return [];
    const origin = propertyOrigin(plan, what);
    return [{ diagnostic: not_a_positive_count.at(origin.place, { what, value }), origin }];
  });
  return [...counts, ...seedProblem(plan)];
}

function seedProblem(plan: ExperimentPlan): readonly Finding[] {
  const { seed } = plan;
  if (Number.isSafeInteger(seed) && seed >= 0 && seed <= largestSeed) return [];
  const origin = propertyOrigin(plan, "seed");
  return [{ diagnostic: seed_out_of_range.at(origin.place, { seed, largest: largestSeed }), origin }];
}

/** A learning rate with which no network learns. */
export function findInLearningRate(plan: ExperimentPlan): readonly Finding[] {
  const rate = plan.optimizer.parameters.lr;
  if (typeof rate !== "number" || (rate >= usualRate.low && rate < usualRate.high)) return [];
  const origin = propertyOrigin(plan, "optimizer");
  const place = plan.optimizer.arguments?.lr ?? origin.place;
  const facts = { optimizer: plan.optimizer.name, rate, tooHigh: rate >= usualRate.high };
  return [{ diagnostic: learning_rate_unusual.at(place, facts), origin }];
}

/** A model without weights has nothing that an optimizer could change. */
export function findNothingToTrain(plan: ExperimentPlan, graph: TypedGraph): readonly Finding[] {
  if (graph.cost.parameters !== 0) return [];
  const origin = propertyOrigin(plan, "model");
  return [{ diagnostic: nothing_to_train.at(origin.place, { model: graph.name }), origin }];
}
