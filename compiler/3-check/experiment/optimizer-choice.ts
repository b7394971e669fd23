import { learning_rate_unusual } from "../../../diagnostics/catalogue/learning_rate_unusual.ts";
import { nothing_to_train } from "../../../diagnostics/catalogue/nothing_to_train.ts";
import type { TypedGraph } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import { optimizersByName } from "../../optimizers/index.generated.ts";
import type { Finding } from "../finding.ts";
import { propertyOrigin } from "./property.ts";

/** Rates beyond these have no use with weights of the size that PyTorch's initialisation gives. */
const usualRate = { low: 1e-7, high: 1 };

/** A learning rate with which no network learns. */
export function findInLearningRate(plan: ExperimentPlan): readonly Finding[] {
  const rate = plan.optimizer.parameters.lr;
  if (typeof rate !== "number" || (rate >= usualRate.low && rate < usualRate.high)) return [];
  const origin = propertyOrigin(plan, "optimizer");
  const place = plan.optimizer.arguments?.lr ?? origin.place;
  const facts = { optimizer: plan.optimizer.name, rate, tooHigh: rate >= usualRate.high };
  return [{ diagnostic: learning_rate_unusual.at(place, facts), origin }];
}

/** What an optimizer itself finds wrong with its parameters. */
export function findInOptimizer({ optimizer }: ExperimentPlan): readonly Finding[] {
  const { place } = optimizer.origin;
  const at = { place, argument: (name: string) => optimizer.arguments?.[name] ?? place };
  const problems = optimizersByName[optimizer.name]?.check?.(optimizer.parameters, at) ?? [];
  return problems.map((diagnostic) => ({ diagnostic, origin: optimizer.origin }));
}

/** A model without weights has nothing that an optimizer could change. */
export function findNothingToTrain(plan: ExperimentPlan, graph: TypedGraph): readonly Finding[] {
  if (graph.cost.parameters !== 0) return [];
  const origin = propertyOrigin(plan, "model");
  return [{ diagnostic: nothing_to_train.at(origin.place, { model: graph.name }), origin }];
}
