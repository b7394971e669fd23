import type { TrainingOptions } from "../../compiler/ir/plan.ts";
import { holds } from "../../compiler/ir/weight-paths.ts";
import type { UpdateRules } from "../engines/engine.ts";

/** What an experiment says of the way from gradients to weights, by the keys of its model's weights. */
export function updateRules(training: TrainingOptions): UpdateRules {
  const { freeze, rates, clipGradNorm, clipGradValue, movingAverage } = training;
  const longestFirst = Object.keys(rates).sort((a, b) => b.length - a.length);
  return {
    rateOf(key) {
      if (freeze.some((path) => holds(path, key))) return 0;
      const path = longestFirst.find((each) => holds(each, key));
      return path === undefined ? 1 : rates[path]!;
    },
    ...(clipGradNorm === undefined ? {} : { clipGradNorm }),
    ...(clipGradValue === undefined ? {} : { clipGradValue }),
    ...(movingAverage === undefined ? {} : { movingAverage }),
  };
}
