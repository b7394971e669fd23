import * as tf from "@tensorflow/tfjs";
import type { Point } from "../generated/js/NoseNet.ts";
import type { Model, Opened } from "./backends.ts";

export type { Point };

/** A picture, and where the nose is in it. */
export interface Lesson {
  readonly picture: ImageData;
  readonly point: Point;
}

/** A tenth of what training began with: here it goes on with few pictures. */
const learningRate = 1e-4;

/** The network with its weights and what the optimizer keeps of them. */
export interface Nose {
  readonly model: Model;
  readonly backend: string;
  readonly lost: Promise<never>;
  readonly training: ReturnType<Model["startTraining"]>;
}

export type StateDict = Awaited<ReturnType<Model["exportWeights"]>>;

/** Throws, with what is wrong, where `weights` are another network's. */
export function noseFrom({ model, backend, lost }: Omit<Opened, "without">, weights: StateDict | ArrayBuffer): Nose {
  return { model, backend, lost, training: model.startTraining(model.load(weights)) };
}

export function disposeOf({ training }: Nose): void {
  tf.dispose([training.weights, training.slots]);
}

/** The tip of the nose, in pixels of the picture. */
export async function locate({ model, training }: Nose, picture: ImageData): Promise<Point> {
  const [point] = await model.locate(training.weights, picture);
  if (point === undefined || !Number.isFinite(point.x + point.y)) throw new Error("the network gives no number");
  return point;
}

/** So many steps on all lessons at once; tells the loss before each. */
export async function train(
  { model, training }: Nose,
  lessons: readonly Lesson[],
  steps: number,
  onLoss: (loss: number) => void,
): Promise<void> {
  const batch = tf.tidy(() => ({
    image: tf.concat(lessons.map(({ picture }) => model.toInput(picture))),
    target: tf.concat(lessons.map(({ point, picture }) => model.toTarget([point], picture))),
  }));
  try {
    for (let step = 0; step < steps; step++) {
      const loss = model.trainStep(training, batch, learningRate);
      const [number] = await loss.data();
      loss.dispose();
      onLoss(number!);
      // The page shows it before the next step.
      await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    tf.dispose(batch);
  }
}
