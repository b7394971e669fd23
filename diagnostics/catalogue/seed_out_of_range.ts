import { defineDiagnostic } from "../define.ts";
import { sampleExperiment } from "./sample-experiment.ts";

interface About {
  readonly seed: number;
  readonly largest: number;
}

export const seed_out_of_range = defineDiagnostic<About>({
  name: "seed_out_of_range",
  severity: "error",
  message: ({ seed, largest }) => `seed must be a whole number of 0..${largest}, and is ${seed}`,
  why: "All random numbers of a run are made from the seed, of which 32 bits are used. Another number would be cut to one of those, and two seeds that look different could give the same run.",
  fix: "Write a smaller whole number.",
  bad: sampleExperiment({ properties: { seed: "4294967296" } }),
  good: sampleExperiment({ properties: { seed: "4294967295" } }),
});
