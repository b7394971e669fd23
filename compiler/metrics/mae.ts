import { defineMetric } from "./metric.ts";

export const mae = defineMetric({
  name: "mae",
  doc: "Mean absolute error: the mean over all coordinates, x and y each for itself, of |prediction - truth|, in pixels of the pictures as they are.",
  parameters: {},
  unit: "pixels",
  better: "lower",
  ofFace: ({ predicted, truth }) =>
    truth.reduce((sum, number, index) => sum + Math.abs(predicted[index]! - number), 0) / truth.length,
});
