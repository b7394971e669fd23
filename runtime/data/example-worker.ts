/** A thread that makes examples, one after the other, as they are asked for. */
import { parentPort, workerData } from "node:worker_threads";
import type { Sample } from "../../compiler/datasets/reader.ts";
import { type LoadedExample, makeExample } from "./make-example.ts";
import type { Recipe } from "./recipe.ts";
import { readPicture, type StoredPicture } from "./stored-picture.ts";

/** What a thread is told when it starts. */
export interface WorkerSettings {
  readonly recipe: Recipe;
  readonly seed: number;
}

export interface ExampleRequest {
  readonly id: number;
  readonly sample: Sample;
  readonly picture: StoredPicture;
  readonly epoch: number;
}

export type ExampleReply =
  | { readonly id: number; readonly example: LoadedExample }
  | { readonly id: number; readonly problem: string };

const { recipe, seed } = workerData as WorkerSettings;

parentPort!.on("message", ({ id, sample, picture, epoch }: ExampleRequest) => {
  try {
    const example = makeExample(sample, readPicture(picture), recipe, { seed, epoch });
    const { input, target } = example;
    post({ id, example }, [input.buffer as ArrayBuffer, target.buffer as ArrayBuffer]);
  } catch (error) {
    post({ id, problem: `${sample.image}: ${error instanceof Error ? error.message : String(error)}` });
  }
});

function post(reply: ExampleReply, transfer: ArrayBuffer[] = []): void {
  parentPort!.postMessage(reply, transfer);
}
