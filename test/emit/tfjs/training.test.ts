import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import type { EmitRequest } from "../../../compiler/5-emit/target.ts";
import type { ParameterValues } from "../../../compiler/ir/parameters.ts";
import { graphOf, parityCases } from "../../support/parity.ts";
import { relativeError, tensor } from "../../support/tensor.ts";
import { documentRequests } from "./support/document-requests.ts";
import { emitRequest, optimizerCall, type TfjsTargetName } from "./support/emit-request.ts";
import { type EmittedModule, importEmitted, type Training } from "./support/emitted-module.ts";
import { type TrainingFeeds, trainByReference, trainingFeeds } from "./support/reference-training.ts";
import { stateDict, toTfjs } from "./support/tensors.ts";

/** Runs the emitted training steps; gives their losses. */
function trainEmitted(model: EmittedModule, training: Training, feeds: TrainingFeeds, lr: number): number[] {
  return feeds.steps.map(({ inputs, masks }) => {
    const loss = tf.tidy(() => {
      const [image, target] = inputs.map(toTfjs) as [tf.Tensor, tf.Tensor];
      const given = Object.fromEntries(Object.entries(masks).map(([path, mask]) => [path, toTfjs(mask)]));
      return model.trainStep(training, { image, target, masks: given }, lr);
    });
    const [value] = loss.dataSync();
    loss.dispose();
    return value!;
  });
}

type Length = { readonly batch: number; readonly steps: number; readonly lr: number };

async function compareTraining(
  request: EmitRequest,
  target: TfjsTargetName,
  { batch, steps, lr }: Length,
): Promise<void> {
  const feeds = trainingFeeds(request.training!, batch, steps);
  const expected = trainByReference(request, feeds, batch, lr);
  const model = await importEmitted(request, target);
  await model.ready();
  const training = model.startTraining(model.load(stateDict(feeds.weights)));
  const losses = trainEmitted(model, training, feeds, lr);
  expect(training.step).toBe(steps);
  expect(relativeError(tensor([steps], losses), tensor([steps], expected.losses))).toBeLessThan(1e-4);
  expectClose(await model.exportWeights(training.weights), expected.weights);
  for (const [name, slot] of Object.entries(expected.slots)) {
    expectClose(await model.exportWeights(training.slots![name]!), slot);
  }
}

function expectClose(actual: Map<string, Float32Array>, expected: Map<string, Float32Array>, limit = 1e-4): void {
  expect([...actual.keys()]).toEqual([...expected.keys()]);
  for (const [key, numbers] of expected) {
    const [a, b] = [actual.get(key)!, numbers].map((array) => tensor([array.length], array)) as [never, never];
    expect(relativeError(a, b), key).toBeLessThan(limit);
  }
}

const small = parityCases("networks")[0]!;

test.each<[string, ParameterValues]>([
  ["sgd", { lr: 0.1 }],
  ["sgd", { lr: 0.1, momentum: 0.9, weight_decay: 0.1 }],
  ["sgd", { lr: 0.1, momentum: 0.9, nesterov: true }],
  ["adam", {}],
  ["adam", { weight_decay: 0.1, eps: 1e-4 }],
  ["adamw", {}],
  ["rmsprop", { weight_decay: 0.1 }],
  ["rmsprop", { centered: true, momentum: 0.5 }],
])("%s with %o makes the reference's steps", async (name, parameters) => {
  const optimizer = optimizerCall(name, parameters);
  await compareTraining(emitRequest(graphOf(small), undefined, optimizer), "js", { batch: 2, steps: 5, lr: 1e-2 });
});

test("training works on the wasm backend", async () => {
  await compareTraining(emitRequest(graphOf(small)), "wasm", { batch: 2, steps: 5, lr: 1e-2 });
});

test.each(documentRequests)("$graph.name gives the same on the wasm backend as on cpu", async (request) => {
  const { weights, steps } = trainingFeeds(request.training!, 2, 1);
  const numbers: Map<string, Float32Array>[] = [];
  for (const target of ["js", "wasm"] as const) {
    const model = await importEmitted(request, target);
    await model.ready();
    expect(tf.getBackend()).toBe(target === "js" ? "cpu" : "wasm");
    const loaded = model.load(stateDict(weights));
    const [image, aim] = steps[0]!.inputs.map(toTfjs) as [tf.Tensor, tf.Tensor];
    const masks = Object.fromEntries(Object.entries(steps[0]!.masks).map(([path, mask]) => [path, toTfjs(mask)]));
    const { loss, gradients } = model.lossAndGradients(loaded, { image, target: aim, masks });
    const predicted = model.predict(loaded, image);
    numbers.push(await model.exportWeights({ ...gradients, loss, predicted: tf.reshape(predicted, [-1]) }));
  }
  expectClose(numbers[1]!, numbers[0]!, 1e-5);
});

test("no tensor is left behind, with masks given or drawn", async () => {
  const request = emitRequest(graphOf(parityCases("networks")[1]!));
  const feeds = trainingFeeds(request.training!, 2, 1);
  const model = await importEmitted(request, "js");
  await model.ready();
  const before = tf.memory().numTensors;
  const training = model.startTraining(model.load(stateDict(feeds.weights)));
  const [image, target] = feeds.steps[0]!.inputs.map(toTfjs) as [tf.Tensor, tf.Tensor];
  const settled = tf.memory();
  for (let step = 0; step < 20; step++) {
    trainEmitted(model, training, feeds, 1e-3);
    model.trainStep(training, { image, target }, 1e-3).dispose();
    model.predict(training.weights, image).dispose();
    tf.dispose(model.lossAndGradients(training.weights, { image, target }));
    await model.exportWeights(training.weights);
    expect(tf.memory().numTensors).toBe(settled.numTensors);
    expect(tf.memory().numBytes).toBe(settled.numBytes);
  }
  tf.dispose([image, target, training.weights, ...Object.values(training.slots!)]);
  expect(tf.memory().numTensors).toBe(before);
});

test("a thousand predictions and a thousand steps leave nothing behind", async () => {
  const request = emitRequest(graphOf(small));
  const model = await importEmitted(request, "js");
  await model.ready();
  const training = model.startTraining(model.create(1));
  const [image, target] = trainingFeeds(request.training!, 1, 1).steps[0]!.inputs.map(toTfjs) as [tf.Tensor, tf.Tensor];
  const { numTensors, numBytes } = tf.memory();
  for (let call = 0; call < 1000; call++) model.predict(training.weights, image).dispose();
  expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  for (let step = 0; step < 1000; step++) model.trainStep(training, { image, target }, 1e-3).dispose();
  expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  tf.dispose([training.weights, ...Object.values(training.slots!), image, target]);
});

test("a run that is loaded again goes on with the same numbers", async () => {
  const request = emitRequest(graphOf(small));
  const feeds = trainingFeeds(request.training!, 2, 4);
  const [head, tail] = [0, 2].map((from) => ({ ...feeds, steps: feeds.steps.slice(from, from + 2) }));
  const model = await importEmitted(request, "js");
  await model.ready();
  const whole = model.startTraining(model.load(stateDict(feeds.weights)));
  const losses = trainEmitted(model, whole, feeds, 1e-2);

  const first = model.startTraining(model.load(stateDict(feeds.weights)));
  const again = trainEmitted(model, first, head!, 1e-2);
  const weights = model.load(await model.exportWeights(first.weights));
  const slots: NonNullable<Training["slots"]> = {};
  for (const [name, slot] of Object.entries(first.slots!)) slots[name] = model.load(await model.exportWeights(slot));
  again.push(...trainEmitted(model, { weights, slots, step: first.step }, tail!, 1e-2));
  expect(again).toEqual(losses);
  expect(await model.exportWeights(weights)).toEqual(await model.exportWeights(whole.weights));
});
