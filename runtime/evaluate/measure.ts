import type { PlannedCall } from "../../compiler/ir/plan.ts";
import { lossesByName } from "../../compiler/losses/index.generated.ts";
import type { Examples, LoadedExample } from "../data/examples.ts";
import { mapPoints, toPixels } from "../data/frames.ts";
import type { Predictor } from "../engines/engine.ts";
import { concat } from "../train/batches.ts";
import type { Measures } from "../train/events.ts";

/** How near one prediction came. */
export interface ExampleMeasures extends Measures {
  readonly id: string;
  /** Absolute path of the picture. */
  readonly image: string;
  /** [x, y, ...] in pixels (centres) of the source picture. */
  readonly predicted: readonly number[];
  readonly truth: readonly number[];
}

export interface MeasureOptions {
  readonly examples: Examples;
  readonly loss: PlannedCall;
  /** Examples to predict at a time. */
  readonly batch: number;
}

/** What a network answers to one example: points in shares of the picture that it sees, as its targets are. */
export type Answer = (examples: readonly LoadedExample[]) => Promise<readonly Float32Array[]>;

/** The answers of a model; the first of its outputs is the one that is trained. */
export function answersOf(predict: Predictor["predict"]): Answer {
  return async (examples) => {
    const [output] = await predict([concat(examples.map(({ input }) => input))], examples.length);
    const size = output!.length / examples.length;
    return examples.map((_, row) => output!.subarray(row * size, (row + 1) * size));
  };
}

/** Measures answers on every example of a split, in its order and without augmentation. */
export async function measureEach(answer: Answer, options: MeasureOptions): Promise<readonly ExampleMeasures[]> {
  const { batch } = options;
  const examples = options.examples.plain;
  const measured: ExampleMeasures[] = [];
  for (let first = 0; first < examples.ids.length; first += batch) {
    const indices = [...examples.ids.keys()].slice(first, first + batch);
    const loaded = await Promise.all(indices.map((index) => examples.example(index, 1)));
    const answers = await answer(loaded);
    for (const [row, index] of indices.entries())
      measured.push(measureOne(examples, index, loaded[row]!, answers[row]!, options.loss));
  }
  return measured;
}

/** Means over the examples. */
export function meanOf(measured: readonly Measures[]): Measures {
  const mean = (key: keyof Measures) => measured.reduce((sum, one) => sum + one[key], 0) / measured.length;
  return { loss: mean("loss"), mse: mean("mse"), pixelError: mean("pixelError") };
}

function measureOne(
  examples: Examples,
  index: number,
  { target, shape, toSource }: LoadedExample,
  answer: Float32Array,
  loss: PlannedCall,
): ExampleMeasures {
  const [, height, width] = shape;
  const inSource = (points: Float32Array) => [...mapPoints(toPixels(points, { width, height }), toSource)];
  const predicted = inSource(answer);
  const truth = inSource(target);
  return {
    id: examples.ids[index]!,
    image: examples.images[index]!,
    loss: lossesByName[loss.name]!.evaluate(answer, target, loss.parameters),
    mse: lossesByName.mse!.evaluate(answer, target, {}),
    pixelError: meanDistance(predicted, truth),
    predicted,
    truth,
  };
}

function meanDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 2) sum += Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!);
  return sum / (a.length / 2);
}
