import type { ExperimentPlan } from "./plan.ts";

/**
 * All that is marked `@assumed` in what an experiment is made of: its own keys (`batch`), and steps and properties of its examples and
 * its data set, with their names before them (`FaceExamples.augment.color_jitter`).
 */
export function assumptionsOf({ assumed, examples }: ExperimentPlan): readonly string[] {
  const { dataset } = examples;
  return [...assumed, ...[examples, dataset].flatMap(({ name, assumed }) => assumed.map((path) => `${name}.${path}`))];
}
