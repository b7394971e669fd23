import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

export const warmup_too_long = defineDiagnostic<{ readonly warmup: number; readonly epochs: number }>({
  name: "warmup_too_long",
  severity: "error",
  message: ({ warmup, epochs }) =>
    `the learning rate would rise for ${warmup} epochs, and the run has ${epochs}: it would never be reached`,
  why: "During a warm-up the rate is lower than `lr`. A run that is over by then has not been trained at the rate that its spec names.",
  fix: "Make the warm-up shorter than the run; one to five epochs are usual.",
  bad: experimentWith({ properties: { schedule: "cosine(warmup: 25)" } }),
  good: experimentWith({ properties: { schedule: "cosine(warmup: 2)" } }),
});
