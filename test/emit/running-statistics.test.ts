import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { bindBatch } from "../../compiler/4-lower/index.ts";
import { cpu } from "../../compiler/5-emit/onnx/index.ts";
import { createCpuTrainer } from "../../runtime/engines/cpu/index.ts";
import type { Batch, Tensors, TrainingState } from "../../runtime/engines/engine.ts";
import { call, feedsOf, graphOf, parityCases } from "../support/parity.ts";
import { relativeError, tensor } from "../support/tensor.ts";
import { temporaryFolder } from "../train/support/temporary-folder.ts";
import { emitRequest, optimizerCall } from "./tfjs/support/emit-request.ts";
import { importEmitted } from "./tfjs/support/emitted-module.ts";
import { stateDict, toTfjs } from "./tfjs/support/tensors.ts";

/** A small residual network with batch norm. PyTorch's three steps left the weights as they were, as a rate of 0 does. */
const golden = parityCases("joins")[0]!;
const request = emitRequest(graphOf(golden), call("mse"), optimizerCall("sgd", { momentum: 0.9 }));
const feeds = feedsOf(golden, bindBatch(request.training!, golden.batch));

function expectStatistics(weights: Tensors): void {
  const expected = Object.entries(golden.expected.statistics!);
  expect(expected.length).toBe(12);
  for (const [key, numbers] of expected) {
    const actual = tensor([numbers.length], weights.get(key)!);
    expect(relativeError(actual, tensor([numbers.length], numbers)), key).toBeLessThan(1e-5);
  }
}

async function openTrainer(threads: number) {
  const folder = await temporaryFolder();
  for (const { path, content } of await cpu.emit(request)) await writeFile(join(folder, path), content);
  const floats = (data: Float64Array) => Float32Array.from(data);
  const weights = new Map(Object.entries(feeds.weights).map(([key, { data }]) => [key, floats(data)]));
  const trained = request.training!.weights.filter(({ trainable }) => trainable);
  const slots = trained.map(
    ({ key }) => [`momentum_buffer/${key}`, new Float32Array(weights.get(key)!.length)] as const,
  );
  const first: TrainingState = { weights, slots: new Map(slots), step: 0 };
  const [image, target] = feeds.inputs.map(({ data }) => floats(data)) as [Float32Array, Float32Array];
  const batch: Batch = { count: golden.batch, inputs: [image], target, masks: [] };
  const open = (state: TrainingState) =>
    createCpuTrainer({ folder, model: "Chain", state, batch: golden.batch, threads });
  return { open, first, batch };
}

test.each([1, 2])("the cpu engine with %i threads moves running statistics as PyTorch does", async (threads) => {
  const { open, first, batch } = await openTrainer(threads);
  const trainer = await open(first);
  for (let step = 0; step < 3; step++) {
    // A batch is never parted: its mean is over all of it.
    const { loss } = await trainer.step([batch], 0);
    expect(Math.abs(loss / golden.expected.loss - 1)).toBeLessThan(1e-5);
  }
  expectStatistics((await trainer.state()).weights);
  await trainer.close();
});

test("a run that goes on from a saved state has the same statistics as one that never stopped", async () => {
  const { open, first, batch } = await openTrainer(2);
  const whole = await open(first);
  for (let step = 0; step < 3; step++) await whole.step([batch], 0.01);
  const begun = await open(first);
  await begun.step([batch], 0.01);
  const resumed = await open(await begun.state());
  for (let step = 0; step < 2; step++) await resumed.step([batch], 0.01);
  expect((await resumed.state()).weights).toEqual((await whole.state()).weights);
  expect(await resumed.predict(batch.inputs, batch.count)).toEqual(await whole.predict(batch.inputs, batch.count));
  await Promise.all([whole, begun, resumed].map((trainer) => trainer.close()));
});

test("emitted tfjs code moves running statistics as PyTorch does", async () => {
  const model = await importEmitted(request, "js");
  await model.ready();
  const training = model.startTraining(model.load(stateDict(feeds.weights)));
  const [image, target] = feeds.inputs.map(toTfjs) as [tf.Tensor, tf.Tensor];
  for (let step = 0; step < 3; step++) tf.dispose(model.trainStep(training, { image, target, masks: {} }, 0));
  expectStatistics(await model.exportWeights(training.weights));
});
