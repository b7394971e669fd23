import { expect } from "vitest";
import { bindBatch } from "../../../../compiler/4-lower/index.ts";
import { call, feedsOf, graphOf, type ParityCase } from "../../../support/parity.ts";
import { relativeError, tensor } from "../../../support/tensor.ts";
import { emitRequest, type TfjsTargetName } from "./emit-request.ts";
import { importEmitted } from "./emitted-module.ts";
import { fromTfjs, stateDict, toTfjs } from "./tensors.ts";

/** Runs a case's emitted module, and holds its outputs, loss and gradients against what PyTorch computed. */
export async function compareWithPyTorch(one: ParityCase, target: TfjsTargetName): Promise<void> {
  const request = emitRequest(graphOf(one), call(one.loss.name, one.loss.parameters));
  const program = bindBatch(request.training!, one.batch);
  const feeds = feedsOf(one, program);
  const model = await importEmitted(request, target);
  await model.ready();
  const weights = model.load(stateDict(feeds.weights));
  const [image, aim] = feeds.inputs.map(toTfjs) as [ReturnType<typeof toTfjs>, ReturnType<typeof toTfjs>];
  const masks = Object.fromEntries(Object.entries(feeds.masks).map(([path, mask]) => [path, toTfjs(mask)]));

  const predicted = fromTfjs(model.predict(weights, image));
  expect(relativeError(predicted, tensor(predicted.shape, one.expected.inference))).toBeLessThan(1e-5);

  const batch = { image, target: aim, masks };
  const { loss, result, gradients } = model.lossAndGradients(weights, batch);
  const trained = fromTfjs(result);
  expect(relativeError(trained, tensor(trained.shape, one.expected.training))).toBeLessThan(1e-5);
  expect(relativeError(fromTfjs(loss), tensor([], [one.expected.loss]))).toBeLessThan(1e-5);
  const exported = await model.exportWeights(gradients);
  // The backward pass has them in an order of its own.
  expect([...exported.keys()].sort()).toEqual(Object.keys(one.expected.gradients).sort());
  for (const [key, expected] of Object.entries(one.expected.gradients)) {
    const actual = tensor([expected.length], exported.get(key)!);
    expect(relativeError(actual, tensor([expected.length], expected)), key).toBeLessThan(2e-5);
  }
}
