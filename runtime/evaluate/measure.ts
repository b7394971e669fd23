import type { ExperimentPlan, PlannedLoss } from "../../compiler/ir/plan.ts";
import { losses } from "../../compiler/losses/index.generated.ts";
import { meanDistance } from "../../compiler/metrics/normalised-error.ts";
import type { Examples, LoadedExample } from "../data/examples.ts";
import { mapPoints, toPixels } from "../data/frames.ts";
import type { Predictor } from "../engines/engine.ts";
import { concat } from "../train/batches.ts";
import type { Measures } from "../train/events.ts";
import { type ChosenMetrics, chosenMetrics, figuresOfAll, figuresOfFace } from "./chosen-metrics.ts";
import { lossOf } from "./loss-of.ts";
import { meanOfVisible } from "./mean-of-visible.ts";

/** How near one prediction came. */
export interface ExampleMeasures extends Measures {
  readonly id: string;
  /** Absolute path of the picture. */
  readonly image: string;
  /** Indices into the keypoint scheme of the points that are visible: only these are measured. */
  readonly points: readonly number[];
  /** Of these, [x, y, ...] in pixels (centres) of the source picture. */
  readonly predicted: readonly number[];
  readonly truth: readonly number[];
}

/** What of an experiment says how to measure: its loss, its metrics, and how many examples to predict at a time. */
export type MeasuredPlan = Pick<ExperimentPlan, "loss" | "metrics" | "batch" | "examples">;

export interface MeasureOptions {
  readonly examples: Examples;
  readonly plan: MeasuredPlan;
}

/**
 * What a network answers to examples: for each its outputs, of which the first is points, in shares of the picture that it sees, as
 * targets are. The others may be left out.
 */
export type Answer = (examples: readonly LoadedExample[]) => Promise<readonly (readonly Float32Array[])[]>;

/** The answers of a model. */
export function answersOf(predict: Predictor["predict"]): Answer {
  return async (examples) => {
    const outputs = await predict([concat(examples.map(({ input }) => input))], examples.length);
    return examples.map((_, row) =>
      outputs.map((output) => {
        const size = output.length / examples.length;
        return output.subarray(row * size, (row + 1) * size);
      }),
    );
  };
}

/** Measures answers on every example of a split, in its order and without augmentation. */
export async function measureEach(answer: Answer, options: MeasureOptions): Promise<readonly ExampleMeasures[]> {
  const { plan } = options;
  const { batch } = plan;
  const examples = options.examples.plain;
  const measuring = { examples: options.examples, loss: plan.loss, chosen: chosenMetrics(plan) };
  const measured: ExampleMeasures[] = [];
  for (let first = 0; first < examples.ids.length; first += batch) {
    const indices = [...examples.ids.keys()].slice(first, first + batch);
    const loaded = await Promise.all(indices.map((index) => examples.example(index, 1)));
    const answers = await answer(loaded);
    for (const [row, index] of indices.entries())
      measured.push(measureOne(measuring, index, loaded[row]!, answers[row]!));
  }
  return measured;
}

/** Means over all visible points of the examples, and what the metrics make of the examples that have any. */
export function meanOf(all: readonly ExampleMeasures[], plan: MeasuredPlan): Measures {
  const measured = all.filter(({ points }) => points.length > 0);
  const most = Math.max(...measured.map(({ points }) => points.length));
  const shares = measured.map(({ points }) => points.length / most);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mean = (key: "loss" | "mse" | "pixelError") =>
    measured.reduce((sum, one, index) => sum + shares[index]! * one[key], 0) / total;
  const metrics = figuresOfAll(
    chosenMetrics(plan),
    measured.map((one) => one.metrics),
  );
  return { loss: mean("loss"), mse: mean("mse"), pixelError: mean("pixelError"), metrics };
}

function measureOne(
  { examples, loss, chosen }: { examples: Examples; loss: PlannedLoss; chosen: ChosenMetrics },
  index: number,
  { target, visible, shape, toSource }: LoadedExample,
  outputs: readonly Float32Array[],
): ExampleMeasures {
  const answer = outputs[0]!;
  const [, height, width] = shape;
  const isVisible = (place: number) => visible === undefined || visible[place] === 1;
  const inSource = (points: Float32Array) =>
    [...mapPoints(toPixels(points, { width, height }), toSource)].filter((_, at) => isVisible(at >> 1));
  const predicted = inSource(answer);
  const truth = inSource(target);
  const points = examples.kept.filter((_, place) => isVisible(place));
  const box = examples.boxes[index];
  return {
    id: examples.ids[index]!,
    image: examples.images[index]!,
    loss: lossOf(loss, outputs, target, visible),
    mse: meanOfVisible(losses.mse.evaluate(answer, target, {}, []), visible),
    pixelError: meanDistance({ predicted, truth }),
    metrics: figuresOfFace(chosen, { predicted, truth, kept: points, ...(box && { box }) }),
    points,
    predicted,
    truth,
  };
}
