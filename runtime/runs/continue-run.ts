import { writeAtomically } from "../checkpoints/atomic-write.ts";
import { encodeCheckpoint, encodeWeights } from "../checkpoints/checkpoint.ts";
import { type WeightShapes, weightShapes } from "../checkpoints/weight-shapes.ts";
import type { TrainingState } from "../engines/engine.ts";
import { DivergedError, InterruptedError } from "../errors.ts";
import { averagedWeights } from "../train/averaged-weights.ts";
import { shuffledBatches } from "../train/batches.ts";
import { learningRateAt } from "../train/learning-rate.ts";
import { type FinishedEpoch, type Progress, train } from "../train/train.ts";
import type { PreparedExperiment, RunOptions, RunResult } from "./experiment.ts";
import { appendMetrics, readMetrics } from "./metrics-log.ts";
import { writeRecord } from "./record-file.ts";
import { runPaths } from "./run-folder.ts";
import type { RunRecord, RunStatus } from "./run-record.ts";
import { TensorBoardLog } from "./tensorboard-log.ts";

/** A run whose folder is complete, at the point from which it goes on. */
export interface StandingRun {
  readonly folder: string;
  readonly record: RunRecord;
  readonly state: TrainingState;
  readonly progress: Progress;
  /** For the start event. */
  readonly remarks: readonly string[];
}

/** Trains on to the last epoch, and writes down how it ended. Throws what `train` throws. */
export async function continueRun(
  run: StandingRun,
  experiment: PreparedExperiment,
  options: RunOptions,
): Promise<RunResult> {
  const keeper = new RecordKeeper(run);
  try {
    const progress = await trainRun(run, experiment, options, keeper);
    const record = await keeper.end("finished");
    return { folder: run.folder, record, progress };
  } catch (error) {
    // The disk may be full: what went wrong first is what the user is told.
    await keeper.end(statusAfter(error), error).catch(() => {});
    throw error;
  }
}

async function trainRun(run: StandingRun, experiment: PreparedExperiment, options: RunOptions, keeper: RecordKeeper) {
  const { plan, program, validate } = experiment;
  const shapes = weightShapes(program);
  const { batch, seed, epochs, training } = plan;
  const batches = shuffledBatches(experiment.train, { batch, seed, epochs, program, accumulate: training.accumulate });
  const paths = runPaths(run.folder);
  const tensorboard = await TensorBoardLog.open(run.folder, run.record, await readMetrics(paths.metrics));
  const trainer = await experiment.openTrainer(paths.compiled, run.state);
  try {
    await options.onEvent?.({
      kind: "start",
      folder: run.folder,
      epochs: plan.epochs,
      finishedEpochs: run.progress.finishedEpochs,
      trainExamples: batches.examples,
      remarks: run.remarks,
    });
    return await train({
      ...options,
      trainer,
      batches,
      epochs: plan.epochs,
      learningRateAt: learningRateAt(plan),
      ...(training.earlyStopping === undefined ? {} : { earlyStopping: training.earlyStopping }),
      validate: validate && (() => validate((inputs, count) => trainer.predict(inputs, count))),
      from: run.progress,
      save: async (finished) => {
        await saveEpoch(run.folder, plan.model, finished, shapes, tensorboard);
        await keeper.epoch(finished);
      },
    });
  } finally {
    await trainer.close();
  }
}

/**
 * The last checkpoint comes last: it is what a resumed run believes. Where the process dies before it is written, the
 * epoch is trained again, with the same result, and what was written here already is replaced by the same again.
 */
async function saveEpoch(
  folder: string,
  model: string,
  finished: FinishedEpoch,
  shapes: WeightShapes,
  tensorboard: TensorBoardLog,
): Promise<void> {
  const { metrics, state, progress } = finished;
  const paths = runPaths(folder);
  if (metrics.best)
    await writeAtomically(paths.best, encodeWeights(averagedWeights(state), shapes, model, metrics.epoch));
  await appendMetrics(paths.metrics, metrics);
  await tensorboard.append(metrics);
  await writeAtomically(paths.last, encodeCheckpoint({ model, state, progress }, shapes));
}

/** Keeps `run.json` up to date. */
class RecordKeeper {
  readonly #folder: string;
  #record: RunRecord;

  constructor({ folder, record, progress }: StandingRun) {
    this.#folder = folder;
    this.#record = { ...record, finishedEpochs: progress.finishedEpochs };
  }

  async epoch({ metrics, progress }: FinishedEpoch): Promise<void> {
    const seconds = this.#record.seconds + metrics.trainSeconds + metrics.validationSeconds;
    await this.#write({ ...this.#record, status: "running", finishedEpochs: progress.finishedEpochs, seconds });
  }

  async end(status: RunStatus, error?: unknown): Promise<RunRecord> {
    const { problem: _, ...record } = this.#record;
    const failed = status === "failed" || status === "diverged";
    const problem = failed && error instanceof Error ? { problem: error.message } : {};
    await this.#write({ ...record, status, ...problem });
    return this.#record;
  }

  async #write(record: RunRecord): Promise<void> {
    this.#record = { ...record, updatedAt: new Date().toISOString() };
    await writeRecord(this.#folder, this.#record);
  }
}

function statusAfter(error: unknown): RunStatus {
  if (error instanceof InterruptedError) return "interrupted";
  return error instanceof DivergedError ? "diverged" : "failed";
}
