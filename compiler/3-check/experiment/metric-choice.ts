import type { ExperimentPlan } from "../../ir/plan.ts";
import { metricsByName } from "../../metrics/index.generated.ts";
import type { Finding } from "../finding.ts";
import type { TypedExamples } from "./example-types.ts";

/** Metrics that can't be taken of the points that the examples have left. */
export function findInMetrics({ examples, metrics }: ExperimentPlan, { delivered }: TypedExamples): readonly Finding[] {
  if (delivered === undefined) return [];
  const { keypoints: scheme } = examples.dataset;
  return metrics.flatMap(({ name, parameters, origin, arguments: written }) => {
    const argument = (parameter: string) => written?.[parameter] ?? origin.place;
    const at = { place: origin.place, argument, scheme, kept: delivered.kept };
    const problems = metricsByName[name]?.check?.(parameters, at) ?? [];
    return problems.map((diagnostic) => ({ diagnostic, origin }));
  });
}
