/** A process that trains with the default engine, to be killed: `dots-child.ts ROOT RUNS_FOLDER`. */
import { startRun } from "../../../runtime/runs/start-run.ts";
import type { TrainEvent } from "../../../runtime/train/events.ts";
import { dotsExperiment } from "./dots-experiment.ts";

const [root, parent] = process.argv.slice(2) as [string, string];

/** Slow enough that a kill comes in time. */
async function onEvent(event: TrainEvent): Promise<void> {
  process.send?.(event);
  await new Promise((resolve) => setTimeout(resolve, 10));
}

const { prepared } = await dotsExperiment(root);
await startRun(prepared, { parent, onEvent });
process.disconnect?.();
