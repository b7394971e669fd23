import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import type { Examples } from "../data/examples.ts";
import { meanTarget } from "../data/mean-point.ts";
import type { Predictor } from "../engines/engine.ts";
import type { Measures } from "../train/events.ts";
import {
  answersOf,
  type ExampleMeasures,
  type MeasuredPlan,
  type MeasureOptions,
  meanOf,
  measureEach,
} from "./measure.ts";

/** How a model does on one split, beside what anything should beat. Plain data. */
export interface SplitEvaluation {
  readonly split: SplitName;
  readonly count: number;
  readonly model: Measures;
  /** Always answering with the mean of the training targets. */
  readonly meanPoint: Measures;
  /** The document's loss on this split, where the experiment reports one. */
  readonly reportedLoss: number | undefined;
  /** Furthest off first. */
  readonly worst: readonly ExampleMeasures[];
  /** Nearest first. */
  readonly best: readonly ExampleMeasures[];
}

export interface EvaluateOptions extends MeasureOptions {
  readonly split: SplitName;
  readonly predict: Predictor["predict"];
  /** The training split, whose mean point is the thing to beat. */
  readonly train: Examples;
  /** With the figures that it reports. */
  readonly plan: MeasuredPlan & Pick<ExperimentPlan, "reported">;
  /** How many of the worst and the best to name; 5 unless given. */
  readonly shown?: number;
}

/**
 * Measures a model on a split. Worst and best go by the distance in pixels; the order of equals is the dataset's. Examples of which no
 * point is visible are in neither.
 */
export async function evaluate(options: EvaluateOptions): Promise<SplitEvaluation> {
  const measured = await measureEach(answersOf(options.predict), options);
  const byError = measured.filter(({ points }) => points.length > 0).sort((a, b) => a.pixelError - b.pixelError);
  const shown = options.shown ?? 5;
  return {
    split: options.split,
    count: measured.length,
    model: meanOf(measured, options.plan),
    meanPoint: await evaluateMeanPoint(options.train, options),
    reportedLoss: options.plan.reported[`${options.split}_loss`],
    worst: byError.slice(-shown).reverse(),
    best: byError.slice(0, shown),
  };
}

/** How well the mean of the training targets does on a split, as an answer to every example. */
export async function evaluateMeanPoint(train: Examples, options: MeasureOptions): Promise<Measures> {
  return meanOf(await measureMeanPoint(train, options), options.plan);
}

/** The same for each example of the split, in its order. */
export async function measureMeanPoint(train: Examples, options: MeasureOptions): Promise<readonly ExampleMeasures[]> {
  const mean = Float32Array.from(meanTarget(train));
  return measureEach(async (examples) => examples.map(() => [mean]), options);
}
