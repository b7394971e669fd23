import type { LoadLimits } from "../runtime/data/examples.ts";
import { SpecDataError } from "../runtime/data/spec-data-error.ts";
import { type LoadedSplits, loadSplits } from "../runtime/train/splits.ts";
import { refusal } from "./diagnostics.ts";
import { exit } from "./exit.ts";
import type { ChosenExperiment } from "./experiment.ts";

/** Reads an experiment's data. What only the data shows to be wrong with the spec is shown in the spec. Throws as `loadSplits`. */
export async function readSplits(
  { plan, root, reportOf }: ChosenExperiment,
  limits: LoadLimits = {},
): Promise<LoadedSplits> {
  try {
    return await loadSplits(plan, root, limits);
  } catch (error) {
    if (!(error instanceof SpecDataError)) throw error;
    throw refusal(reportOf(error.diagnostics), exit.data, "the data does not fit the spec");
  }
}
