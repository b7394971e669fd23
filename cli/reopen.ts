import { existsSync } from "node:fs";
import { memorySource } from "../compiler/file-source.ts";
import { projectRootOf } from "../runtime/runs/project-root.ts";
import { reopenRun } from "../runtime/runs/resume-run.ts";
import { runPaths } from "../runtime/runs/run-folder.ts";
import type { RunRecord } from "../runtime/runs/run-record.ts";
import { type ChosenExperiment, resolveExperiment } from "./experiment.ts";
import { projectRoot } from "./spec.ts";

/** The experiment of a run, from the copy of the spec that the run keeps, with the settings that it was begun with. */
export async function reopenExperiment(folder: string): Promise<{ chosen: ChosenExperiment; record: RunRecord }> {
  const { record, specFiles } = await reopenRun(folder);
  const chosen = resolveExperiment(memorySource(specFiles), {
    root: await rootOf(folder, record),
    base: runPaths(folder).spec,
    file: record.spec.file,
    name: record.experiment,
    overrides: record.overrides,
  });
  return { chosen, record };
}

/** The project that a run belongs to; the one around the working folder where that isn't recorded, or is gone. */
async function rootOf(folder: string, { spec }: RunRecord): Promise<string> {
  const recorded = await projectRootOf(folder, spec);
  return recorded !== undefined && existsSync(recorded) ? recorded : projectRoot(process.cwd());
}
