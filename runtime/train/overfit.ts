import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import type { Examples } from "../data/examples.ts";
import { someExamples } from "../data/some-examples.ts";
import { InterruptedError } from "../errors.ts";
import { evaluateMeanPoint } from "../evaluate/evaluate.ts";
import type { PreparedExperiment } from "../runs/experiment.ts";
import { shuffledBatches } from "./batches.ts";
import type { Measures, TrainListener } from "./events.ts";
import { firstWeights } from "./first-weights.ts";
import { initialState } from "./initial-state.ts";
import { learningRateAt } from "./learning-rate.ts";
import { validationOf } from "./splits.ts";
import { train } from "./train.ts";

/** Updates after which a network that has not learned a few examples is not expected to. */
const usualEpochs = 500;
/** Examples are learned when their points are this share of what the mean point is off. */
const nearEnough = 0.1;

/**
 * An experiment as it is trained on a few examples: nothing that is there to keep a network from learning examples by heart, or to
 * end training, and enough epochs. Augmentation and dropout are left out by `overfit`.
 *
 * @param count of the examples.
 * @param epochs where the person says how many.
 */
export function planToOverfit(plan: ExperimentPlan, count: number, epochs: number = usualEpochs): ExperimentPlan {
  const { movingAverage: _, earlyStopping: __, ...training } = plan.training;
  return { ...plan, epochs, batch: Math.min(plan.batch, count), training: { ...training, accumulate: 1 } };
}

export interface OverfitOptions {
  /** Of the plan that `planToOverfit` gives. */
  readonly experiment: PreparedExperiment;
  readonly examples: Examples;
  /** Folder of the emitted code. */
  readonly compiled: string;
  /** Training examples to take. */
  readonly count: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: TrainListener;
}

/** Whether a network can learn a few examples by heart. Plain data. */
export interface Overfit {
  readonly examples: number;
  /** True once the points of the examples are on average less than a tenth as far off as their mean point is. */
  readonly learned: boolean;
  /** Trained until then, or in all. */
  readonly epochs: number;
  readonly first: Measures;
  readonly last: Measures;
  /** Of always giving the mean point of these examples. */
  readonly meanPoint: Measures;
}

/**
 * Trains on a few examples, spread over the training split, as they are: without augmentation, dropout off. They are validated on,
 * too, and training ends once they are learned. Throws what `train` throws.
 */
export async function overfit({ experiment, compiled, onEvent, ...options }: OverfitOptions): Promise<Overfit> {
  const { plan, program, spec } = experiment;
  const examples = someExamples(options.examples, spread(options.examples.ids.length, options.count)).plain;
  const meanPoint = await evaluateMeanPoint(examples, { plan, examples });
  const measure = validationOf(plan, examples);
  const trainer = await experiment.openTrainer(
    compiled,
    initialState(program, plan, await firstWeights(plan, program, spec.root ?? "")),
  );
  const isLearned = ({ pixelError }: Measures): boolean => pixelError < nearEnough * meanPoint.pixelError;
  const measured: Measures[] = [];
  const learned = new AbortController();
  const signals = options.signal === undefined ? [learned.signal] : [learned.signal, options.signal];
  try {
    await train({
      trainer,
      batches: shuffledBatches(examples, { ...plan, accumulate: 1, program: withoutDropout(program) }),
      epochs: plan.epochs,
      learningRateAt: learningRateAt(plan),
      validate: () => measure((inputs, count) => trainer.predict(inputs, count)),
      signal: AbortSignal.any(signals),
      async onEvent(event) {
        await onEvent?.(event);
        if (event.kind !== "epoch") return;
        const measures = event.metrics.validation!;
        measured.push(measures);
        if (isLearned(measures)) learned.abort();
      },
    });
  } catch (error) {
    if (!(error instanceof InterruptedError && learned.signal.aborted)) throw error;
  } finally {
    await trainer.close();
  }
  const last = measured.at(-1)!;
  return {
    examples: examples.ids.length,
    learned: isLearned(last),
    epochs: measured.length,
    first: measured[0]!,
    last,
    meanPoint,
  };
}

/** Indices of `wanted` examples of `count`, evenly apart: neighbours are often pictures of one person. */
function spread(count: number, wanted: number): readonly number[] {
  const taken = Math.min(count, wanted);
  return Array.from({ length: taken }, (_, index) => Math.floor((index * count) / taken));
}

/** The same program, whose masks let everything through. */
function withoutDropout({ masks }: PreparedExperiment["program"]): Pick<PreparedExperiment["program"], "masks"> {
  return { masks: masks.map((mask) => ({ ...mask, probability: 0 })) };
}
