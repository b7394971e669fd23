import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

interface About {
  readonly count: number;
  readonly limit: number;
}

export const sweep_too_large = defineDiagnostic<About>({
  name: "sweep_too_large",
  severity: "error",
  message: ({ count, limit }) => `the sweep has ${count} combinations, and ${limit} are the most`,
  why: "Every combination of values is a run of its own, so each further path multiplies the time that a sweep takes.",
  fix: "Try fewer values, or sweep in rounds: first what matters most, then the rest with the best of these.",
  bad: sampleSpec("epochs: 3; sweep { seed: 0..<100; epochs: [1, 2, 3] }"),
  good: sampleSpec("epochs: 3; sweep { seed: 0..<3; epochs: [1, 2, 3] }"),
});
