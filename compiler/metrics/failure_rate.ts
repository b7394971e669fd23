import { share } from "../ir/parameters.ts";
import { defineMetric } from "./metric.ts";
import { betweenParameter, checkNormaliser, type Normaliser, normalisedError } from "./normalised-error.ts";

type FailureRate = Normaliser & { readonly threshold: number };

export const failure_rate = defineMetric<FailureRate & Record<string, never>>({
  name: "failure_rate",
  doc: "The share of faces whose normalised mean error (`nme`) is above a threshold.",
  parameters: {
    threshold: share({ doc: "errors above it are failures", exclusiveMinimum: 0, default: 0.08 }),
    ...betweenParameter,
  },
  unit: "share",
  better: "lower",
  ofFace: normalisedError,
  ofAll: (errors, { threshold }) => errors.filter((error) => error > threshold).length / errors.length,
  check: checkNormaliser,
});
