import { share } from "../ir/parameters.ts";
import { defineMetric } from "./metric.ts";
import { betweenParameter, checkNormaliser, type Normaliser, normalisedError } from "./normalised-error.ts";

type Auc = Normaliser & { readonly threshold: number };

export const auc = defineMetric<Auc & Record<string, never>>({
  name: "auc",
  doc: `The area under the cumulative error distribution up to a threshold, as a share of what it could be at most. The distribution says
for each error which share of the faces has a normalised mean error (\`nme\`) of at most that, so the area is the mean over all
faces of max(0, 1 - nme / threshold). (Yang, Jia et al. 2015, "An Empirical Study of Recent Face Alignment Methods".)`,
  parameters: {
    threshold: share({ doc: "errors beyond it count as failures", exclusiveMinimum: 0, default: 0.08 }),
    ...betweenParameter,
  },
  unit: "share",
  better: "higher",
  ofFace: normalisedError,
  ofAll: (errors, { threshold }) =>
    errors.reduce((sum, error) => sum + Math.max(0, 1 - error / threshold), 0) / errors.length,
  check: checkNormaliser,
});
