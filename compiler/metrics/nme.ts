import { defineMetric } from "./metric.ts";
import { betweenParameter, checkNormaliser, type Normaliser, normalisedError } from "./normalised-error.ts";

export const nme = defineMetric<Normaliser & Record<string, readonly string[]>>({
  name: "nme",
  doc: `Normalised mean error: the mean distance between predicted and true points, divided by a size of the face, so that large and
small faces count alike. (Sagonas et al. 2013, "300 Faces in-the-Wild Challenge", divide by the distance of the outer eye corners.)`,
  parameters: betweenParameter,
  unit: "share",
  better: "lower",
  ofFace: normalisedError,
  check: checkNormaliser,
});
