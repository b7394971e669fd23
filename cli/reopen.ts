import { memorySource } from "../compiler/file-source.ts";
import { reopenRun } from "../runtime/runs/resume-run.ts";
import type { RunRecord } from "../runtime/runs/run-record.ts";
import { type ChosenExperiment, resolveExperiment } from "./experiment.ts";
import { projectRoot } from "./spec.ts";

/** The experiment of a run, from the copy of the spec that the run keeps, with the settings that it was begun with. */
export async function reopenExperiment(folder: string): Promise<{ chosen: ChosenExperiment; record: RunRecord }> {
  const { record, specFiles } = await reopenRun(folder);
  const chosen = resolveExperiment(memorySource(specFiles), {
    root: projectRoot(process.cwd()),
    file: record.spec.file,
    name: record.experiment,
    overrides: record.overrides,
  });
  return { chosen, record };
}
