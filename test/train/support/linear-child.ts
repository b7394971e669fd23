/** A process that trains, to be killed: `linear-child.ts RUNS_FOLDER` starts a run there, or goes on with the one there. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { resumeRun } from "../../../runtime/runs/resume-run.ts";
import { runPaths } from "../../../runtime/runs/run-folder.ts";
import { startRun } from "../../../runtime/runs/start-run.ts";
import type { TrainEvent } from "../../../runtime/train/events.ts";
import { linearExperiment } from "./linear-experiment.ts";

const parent = process.argv[2]!;
const folder = join(parent, "Linear-1");

/** Slow enough that a kill comes in time. */
async function onEvent(event: TrainEvent): Promise<void> {
  process.send?.(event);
  await new Promise((resolve) => setTimeout(resolve, 20));
}

if (existsSync(runPaths(folder).record)) await resumeRun(folder, linearExperiment(), { onEvent });
else await startRun(linearExperiment(), { parent, onEvent });
process.disconnect?.();
