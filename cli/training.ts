import { DivergedError, InterruptedError, RunError } from "../runtime/errors.ts";
import type { RunOptions, RunResult } from "../runtime/runs/experiment.ts";
import type { TrainEvent } from "../runtime/train/events.ts";
import { CommandError, exit } from "./exit.ts";
import { untilInterrupted } from "./interrupt.ts";
import { shown } from "./paths.ts";
import type { LoadedExperiment } from "./prepare.ts";
import { showProgress } from "./progress.ts";

/** Compiles an experiment and reads its data; `run` then trains it. */
export type Prepare = () => Promise<{
  readonly experiment: LoadedExperiment;
  readonly run: (options: RunOptions) => Promise<RunResult>;
}>;

/**
 * Trains to the end, or until Ctrl-C. Throws CommandError (130) where that came before training began, and where it came later, or
 * where the disk was full, an error that says how to go on.
 */
export async function trainUntilInterrupted(
  prepare: Prepare,
): Promise<{ readonly folder: string; readonly experiment: LoadedExperiment }> {
  const progress = showProgress({
    terminal: process.stderr.isTTY === true,
    write: (text) => process.stderr.write(text),
    now: () => performance.now(),
  });
  let begun: string | undefined;
  function onEvent(event: TrainEvent): void {
    if (event.kind === "start") begun = event.folder;
    progress.onEvent(event);
  }
  return untilInterrupted(async (signal) => {
    const { experiment, run } = await prepare();
    if (signal.aborted) throw new CommandError(exit.interrupted, "stopped before training began; nothing was written");
    try {
      const { folder } = await run({ onEvent, signal });
      return { folder, experiment };
    } catch (error) {
      progress.clear();
      throw begun === undefined ? error : withWayOn(error, begun);
    }
  });
}

/** The error of a run that can be resumed says so. */
function withWayOn(error: unknown, folder: string): unknown {
  if (!(error instanceof RunError) || error instanceof DivergedError) return error;
  const when = error instanceof InterruptedError ? "go on" : "once that is mended, go on";
  const sentence = `${error.message}; ${when} with: kpc train --resume ${shown(folder)}`;
  return new CommandError(error.exitCode, sentence, { run: shown(folder) });
}
