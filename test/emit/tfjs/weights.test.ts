import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { symbol } from "../../../compiler/ir/dim.ts";
import { chain } from "../../support/chain.ts";
import { randomTensor } from "../../support/random.ts";
import { documentRequests } from "./support/document-requests.ts";
import { emitRequest } from "./support/emit-request.ts";
import { importEmitted } from "./support/emitted-module.ts";
import { trainingFeeds } from "./support/reference-training.ts";
import { fromTfjs, stateDict, toTfjs } from "./support/tensors.ts";

const request = documentRequests[0]!;
const model = await importEmitted(request, "js");
await model.ready();

test("weights come back as they were loaded, and lie as tfjs wants them between", async () => {
  const tensors = stateDict(trainingFeeds(request.training!, 2, 0).weights);
  const weights = model.load(tensors);
  expect(weights["conv2.weight"]!.shape).toEqual([3, 3, 6, 16]);
  expect(weights["fc1.weight"]!.shape).toEqual([480, 240]);
  expect(await model.exportWeights(weights)).toEqual(tensors);
});

test("a file of weights goes in and out, and an error leaves no tensor behind", async () => {
  const weights = model.create(5);
  const file = await model.save(weights);
  const before = tf.memory().numTensors;
  expect(() => model.load(file.slice(0, -4))).toThrow("fc2.bias is cut off");
  expect(tf.memory().numTensors).toBe(before);
  const { buffer } = file.slice();
  expect(await model.exportWeights(model.load(buffer as ArrayBuffer))).toEqual(await model.exportWeights(weights));
});

test("a state dict that does not fit is refused with the key", () => {
  const tensors = stateDict(trainingFeeds(request.training!, 2, 0).weights);
  tensors.set("conv2.bias", new Float32Array(15));
  expect(() => model.load(tensors)).toThrow("conv2.bias has 15 numbers, not the 16 of [16]");
  tensors.delete("conv2.bias");
  expect(() => model.load(tensors)).toThrow(
    "there is no weight conv2.bias, but conv1.weight, conv1.bias, conv2.weight and 8 more",
  );
});

test("fresh weights are the same for the same seed, and spread as PyTorch's", async () => {
  const [one, same, other] = [1, 1, 2].map((seed) => model.create(seed));
  expect(await model.exportWeights(same!)).toEqual(await model.exportWeights(one!));
  expect(await model.exportWeights(other!)).not.toEqual(await model.exportWeights(one!));
  const bound = 1 / Math.sqrt(480);
  const { mean, variance } = tf.moments(one!["fc1.weight"]!);
  expect(Math.abs(mean.dataSync()[0]!)).toBeLessThan(bound / 50);
  expect(Math.sqrt(variance.dataSync()[0]!)).toBeCloseTo(bound / Math.sqrt(3), 3);
  expect(tf.max(tf.abs(one!["fc1.weight"]!)).dataSync()[0]).toBeLessThanOrEqual(bound);
});

test("one module takes batches, and pictures of an open size, as they come", async () => {
  const [H, W] = [symbol("H"), symbol("W")];
  const conv = { path: "conv", op: "conv2d", parameters: { out_channels: { to: 2 }, kernel: [3, 3], padding: [1, 1] } };
  const drop = { path: "drop", op: "dropout", parameters: { p: 0 } };
  const steps = [conv, { path: "relu", op: "relu" }, drop] as const;
  const open = emitRequest(chain([1, H, W], steps, { role: "features", shape: [2, H, W] }));
  const segmenter = await importEmitted(open, "js");
  const weights = segmenter.create(3);
  for (const shape of [
    [1, 1, 4, 5],
    [3, 1, 6, 4],
  ]) {
    const image = toTfjs(randomTensor(shape, 5));
    const target = toTfjs(randomTensor([shape[0]!, 2, shape[2]!, shape[3]!], 6));
    const result = fromTfjs(segmenter.predict(weights, image));
    expect(result.shape).toEqual([shape[0], 2, shape[2], shape[3]]);
    const { gradients } = segmenter.lossAndGradients(weights, { image, target });
    // A step along the gradient lowers the loss.
    const before = segmenter.lossAndGradients(weights, { image, target }).loss.dataSync()[0]!;
    for (const [key, weight] of Object.entries(weights)) weight.assign(tf.sub(weight, tf.mul(gradients[key]!, 0.1)));
    expect(segmenter.lossAndGradients(weights, { image, target }).loss.dataSync()[0]!).toBeLessThan(before);
  }
});
