import type { LoadLimits } from "../runtime/data/examples.ts";
import { SpecDataError } from "../runtime/data/spec-data-error.ts";
import { type LoadedSplits, loadSplits } from "../runtime/train/splits.ts";
import { refusal } from "./diagnostics.ts";
import { exit } from "./exit.ts";
import type { ChosenExperiment } from "./experiment.ts";
import { tellSkipped } from "./skipped.ts";

/**
 * Reads an experiment's data, and tells of examples that are left out. What only the data shows to be wrong with the spec is shown in
 * the spec. Throws as `loadSplits`.
 */
export async function readSplits(
  { plan, root, reportOf }: ChosenExperiment,
  limits: LoadLimits = {},
): Promise<LoadedSplits> {
  try {
    const splits = await loadSplits(plan, root, limits);
    tellSkipped(splits.skipped, splits.train.ids.length + splits.validation.ids.length);
    return splits;
  } catch (error) {
    if (!(error instanceof SpecDataError)) throw error;
    throw refusal(reportOf(error.diagnostics), exit.data, "the data does not fit the spec");
  }
}
