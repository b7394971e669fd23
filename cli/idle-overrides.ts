import { isDeepStrictEqual } from "node:util";
import { memorySource } from "../compiler/file-source.ts";
import type { ExperimentPlan } from "../compiler/ir/plan.ts";
import { CommandError } from "./exit.ts";
import { type ChosenExperiment, resolveExperiment } from "./experiment.ts";
import type { Overrides } from "./overrides.ts";

/** The same experiment with those settings alone that make a difference: `--seed 294` makes none where the spec says 294 itself. */
export function withoutIdleOverrides(chosen: ChosenExperiment): ChosenExperiment {
  const { root, file, files, overrides } = chosen;
  const source = memorySource(files);
  const resolvedWith = (settings: Overrides): ChosenExperiment =>
    resolveExperiment(source, { root, file, name: chosen.plan.name, overrides: settings });
  const planWith = (settings: Overrides): unknown => withoutPlaces(resolvedWith(settings).plan);
  const asWritten = planWith({});
  const changes = (key: string, value: string): boolean => {
    try {
      return !isDeepStrictEqual(planWith({ [key]: value }), asWritten);
    } catch (error) {
      // Such as another model, which only fits with the other settings.
      if (error instanceof CommandError) return true;
      throw error;
    }
  };
  const effective = Object.entries(overrides).filter(([key, value]) => changes(key, value));
  return resolvedWith(Object.fromEntries(effective));
}

/** What a plan says, without where and how it is written. */
function withoutPlaces({ assumed: _, ...plan }: ExperimentPlan): unknown {
  const ofText = ["place", "origin", "arguments", "properties"];
  return JSON.parse(JSON.stringify(plan, (key, value: unknown) => (ofText.includes(key) ? undefined : value)));
}
