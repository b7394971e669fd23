import { defineDiagnostic } from "../define.ts";
import { sampleExperiment } from "./sample-experiment.ts";

interface About {
  readonly what: "epochs" | "batch";
  readonly value: number;
}

export const not_a_positive_count = defineDiagnostic<About>({
  name: "not_a_positive_count",
  severity: "error",
  message: ({ what, value }) => `${what} must be a whole number of at least 1, and is ${value}`,
  why: "Epochs are how often the training examples are gone through, and a batch is how many of them make one step: both are counted.",
  fix: "Write a whole number of at least 1.",
  bad: sampleExperiment({ properties: { epochs: "0" } }),
  good: sampleExperiment({ properties: { epochs: "1" } }),
});
