import type { EarlyStopping } from "../../compiler/ir/plan.ts";
import type { Moment } from "../../compiler/schedules/schedule.ts";
import type { StepResult, Trainer, TrainingState } from "../engines/engine.ts";
import { DivergedError, InterruptedError } from "../errors.ts";
import type { BatchSource } from "./batches.ts";
import type { EpochMetrics, Measures, TrainListener } from "./events.ts";
import { Pace } from "./pace.ts";

/** The epoch that did best so far; `loss` is its validation loss, or its training loss where there is no validation. */
export interface BestEpoch {
  readonly epoch: number;
  readonly loss: number;
}

/** Where a run stands between two epochs. Together with the trainer's state it is all that a run needs to go on. */
export interface Progress {
  readonly finishedEpochs: number;
  readonly best: BestEpoch | undefined;
  /** The epoch from which early stopping counts its patience: the last whose loss was clearly lower than all before. */
  readonly patienceFrom?: BestEpoch;
}

/** What is to be kept of an epoch: its weights and optimizer, its figures, and where the run then stands. */
export interface FinishedEpoch {
  readonly metrics: EpochMetrics;
  readonly state: TrainingState;
  readonly progress: Progress;
}

export interface TrainOptions {
  readonly trainer: Trainer;
  readonly batches: BatchSource;
  readonly epochs: number;
  /** For the update at this moment. */
  readonly learningRateAt: (moment: Moment) => number;
  readonly earlyStopping?: EarlyStopping;
  /** Measures the current weights on the validation split; undefined where there is none. */
  readonly validate: (() => Promise<Measures>) | undefined;
  /**
   * Puts a finished epoch on the disk. The next one begins when that is done. Absent where nothing is kept: then no state is
   * fetched from the engine, which takes longer than a step on a few examples.
   */
  readonly save?: (finished: FinishedEpoch) => Promise<void>;
  /** Where to go on; absent: at the beginning. */
  readonly from?: Progress;
  readonly onEvent?: TrainListener;
  readonly signal?: AbortSignal;
}

/**
 * Trains to the last epoch, or to where early stopping ends it. Throws DivergedError as soon as a loss or a weight is no longer finite, and InterruptedError
 * once `signal` is aborted and the step under way is done; either way nothing of the unfinished epoch is saved.
 */
export async function train(options: TrainOptions): Promise<Progress> {
  let progress = options.from ?? { finishedEpochs: 0, best: undefined };
  const pace = new Pace(options.batches.examples, options.epochs, progress.finishedEpochs + 1);
  while (progress.finishedEpochs < options.epochs && !hasStopped(progress, options.earlyStopping)) {
    const epoch = progress.finishedEpochs + 1;
    const trained = await trainEpoch(epoch, options, pace);
    const validated = await validateEpoch(epoch, options, pace);
    stopIfAborted(options.signal, progress.finishedEpochs);
    const state = options.save && (await options.trainer.state());
    if (state !== undefined) refuseNonFiniteWeights(state, epoch);

    const loss = validated.measures?.loss ?? trained.loss;
    const best = progress.best === undefined || loss < progress.best.loss;
    progress = {
      finishedEpochs: epoch,
      best: best ? { epoch, loss } : progress.best,
      ...patienceAfter(progress, { epoch, loss }, options.earlyStopping),
    };
    const metrics: EpochMetrics = {
      epoch,
      trainLoss: trained.loss,
      validation: validated.measures ?? null,
      learningRate: trained.learningRate,
      best,
      trainSeconds: trained.seconds,
      waitSeconds: trained.waitSeconds,
      validationSeconds: validated.seconds,
    };
    if (state !== undefined) await options.save?.({ metrics, state, progress });
    await options.onEvent?.({ kind: "epoch", epochs: options.epochs, metrics });
  }
  return progress;
}

/** Whether early stopping has ended a run, which may have been resumed since. */
export function hasStopped({ finishedEpochs, patienceFrom }: Progress, stopping: EarlyStopping | undefined): boolean {
  if (stopping === undefined || patienceFrom === undefined) return false;
  return finishedEpochs - patienceFrom.epoch >= stopping.patience;
}

function patienceAfter(
  { patienceFrom: before }: Progress,
  now: BestEpoch,
  stopping: EarlyStopping | undefined,
): Pick<Progress, "patienceFrom"> {
  if (stopping === undefined) return {};
  const better = before === undefined || now.loss < before.loss - stopping.minDelta;
  return { patienceFrom: better ? now : before };
}

/** Mean loss over the epoch's examples, the last update's learning rate, and the time it took. */
async function trainEpoch(epoch: number, options: TrainOptions, pace: Pace) {
  const { trainer, batches, epochs } = options;
  const updatesPerEpoch = batches.stepsPerEpoch;
  const began = performance.now();
  const plan = batches.epoch(epoch);
  let total = 0;
  let learningRate = 0;
  let waited = 0;
  const arrived = async <T>(coming: Promise<T>): Promise<T> => {
    const from = performance.now();
    const value = await coming;
    waited += performance.now() - from;
    return value;
  };
  let current = await arrived(plan.batches(0));
  for (let step = 0; step < plan.steps; step++) {
    stopIfAborted(options.signal, epoch - 1);
    const from = performance.now();
    const update = (epoch - 1) * updatesPerEpoch + step;
    learningRate = options.learningRateAt({ epoch: epoch - 1, epochs, update, updatesPerEpoch });
    const examples = current.reduce((sum, { count }) => sum + count, 0);
    const result = await trainer.step(current, learningRate);
    refuseNonFiniteLoss(result, epoch, step, plan.steps);
    pace.trained(examples, performance.now() - from);
    total += result.loss * examples;
    await options.onEvent?.({
      kind: "step",
      epoch,
      epochs,
      step: step + 1,
      steps: plan.steps,
      loss: result.loss,
      examplesPerSecond: pace.examplesPerSecond,
      secondsLeft: pace.secondsLeft,
    });
    // Made ready while the engine worked on this one.
    if (step + 1 < plan.steps) current = await arrived(plan.batches(step + 1));
  }
  return { loss: total / batches.examples, learningRate, seconds: secondsSince(began), waitSeconds: seconds(waited) };
}

async function validateEpoch(epoch: number, options: TrainOptions, pace: Pace) {
  if (options.validate === undefined) return { measures: undefined, seconds: 0 };
  const began = performance.now();
  const measures = await options.validate();
  if (!Number.isFinite(measures.loss))
    throw diverged(`the validation loss became ${measures.loss} after epoch ${epoch}`, epoch);
  pace.validated(performance.now() - began);
  return { measures, seconds: secondsSince(began) };
}

function secondsSince(began: number): number {
  return seconds(performance.now() - began);
}

/** Of milliseconds, to the tenth of one. */
function seconds(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10_000;
}

function stopIfAborted(signal: AbortSignal | undefined, finishedEpochs: number): void {
  if (signal?.aborted) throw new InterruptedError(finishedEpochs);
}

function refuseNonFiniteLoss({ loss }: StepResult, epoch: number, step: number, steps: number): void {
  if (!Number.isFinite(loss))
    throw diverged(`the loss became ${loss} in epoch ${epoch}, step ${step + 1} of ${steps}`, epoch);
}

/** The last update of an epoch shows in no loss of that epoch. */
function refuseNonFiniteWeights({ weights }: TrainingState, epoch: number): void {
  for (const [key, values] of weights) {
    if (!values.every(Number.isFinite)) throw diverged(`${key} is no longer finite after epoch ${epoch}`, epoch);
  }
}

function diverged(what: string, epoch: number): DivergedError {
  const kept = epoch > 1 ? `the state after epoch ${epoch - 1} is kept` : "the weights it began with are kept";
  return new DivergedError(`training diverged: ${what}; ${kept}. A lower learning rate often helps`, epoch);
}
