import type { LoadLimits } from "../runtime/data/examples.ts";
import { SpecDataError } from "../runtime/data/spec-data-error.ts";
import { type LoadedSplits, loadSplits } from "../runtime/train/splits.ts";
import { refusal } from "./diagnostics.ts";
import { exit } from "./exit.ts";
import type { ChosenExperiment } from "./experiment.ts";
import { located } from "./failure.ts";
import { say } from "./output.ts";

/** So many examples that are left out are shown one by one. */
const mostShown = 20;

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
    tellSkipped(splits);
    return splits;
  } catch (error) {
    if (!(error instanceof SpecDataError)) throw error;
    throw refusal(reportOf(error.diagnostics), exit.data, "the data does not fit the spec");
  }
}

function tellSkipped({ train, validation, skipped: { count, listed } }: LoadedSplits): void {
  if (count === 0) return;
  const shown = listed.slice(0, mostShown);
  const used = train.ids.length + validation.ids.length;
  say(`kpc: ${count} bad ${count === 1 ? "example is" : "examples are"} left out, ${used} are used:`);
  for (const fault of shown) say(`  ${located(fault)}`);
  if (count > shown.length) say(`  and ${count - shown.length} more`);
}
