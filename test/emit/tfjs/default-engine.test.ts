import { readFileSync } from "node:fs";
import type * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { createCpuTrainer } from "../../../runtime/engines/cpu/index.ts";
import { noseNet, noseNetAlternative } from "../../support/nosenet.ts";
import { call } from "../../support/parity.ts";
import { relativeError, tensor } from "../../support/tensor.ts";
import { temporaryFolder } from "../../train/support/temporary-folder.ts";
import { adam, HashedNoseNet } from "../onnx/hashed-nosenet.ts";
import { emitRequest, type TfjsTargetName } from "./support/emit-request.ts";
import { importEmitted } from "./support/emitted-module.ts";
import { toTfjs } from "./support/tensors.ts";

/** Losses of five steps, computed by PyTorch from the same weights, pictures and masks. */
function pytorchLosses(name: string): readonly number[] {
  const text = readFileSync(new URL("../../goldens/trajectory.json", import.meta.url), "utf8");
  return JSON.parse(text)[name].losses;
}

interface Run {
  readonly name: "NoseNet" | "NoseNetAlternative";
  readonly target: TfjsTargetName;
  readonly count: number;
  readonly steps: number;
}

/** The losses of a run by the default engine and by an emitted module, and three predictions afterwards. */
async function trainBoth({ name, target, count, steps }: Run) {
  const alternative = name === "NoseNetAlternative";
  const net = new HashedNoseNet(alternative);
  const state = net.state();
  const files = await net.emitTo(await temporaryFolder());
  const trainer = await createCpuTrainer({ ...files, state, batch: count, threads: 1 });
  const graph = alternative ? noseNetAlternative() : noseNet();
  const model = await importEmitted(emitRequest(graph, call("mse"), adam), target);
  await model.ready();
  const training = model.startTraining(model.load(state.weights));

  const losses: { byDefault: number; emitted: number }[] = [];
  for (let step = 0; step < steps; step++) {
    const batch = net.batch(count);
    const image = toTfjs(tensor([count, 1, 60, 80], batch.inputs[0]!));
    const aim = toTfjs(tensor([count, 1, 2], batch.target));
    const masks: Record<string, tf.Tensor> = {};
    if (alternative) masks.conv2_drop = toTfjs(tensor([count, 32, 1, 1], batch.masks[0]!));
    const { loss } = await trainer.step([batch], 1e-3);
    losses.push({
      byDefault: loss,
      emitted: model.trainStep(training, { image, target: aim, masks }, 1e-3).dataSync()[0]!,
    });
  }
  const pictures = net.batch(3).inputs;
  const [byDefault] = await trainer.predict(pictures, 3);
  const emitted = model.predict(training.weights, toTfjs(tensor([3, 1, 60, 80], pictures[0]!))).dataSync();
  await trainer.close();
  return { losses, predictions: { byDefault: tensor([6], byDefault!), emitted: tensor([6], emitted) } };
}

const models = ["NoseNet", "NoseNetAlternative"] as const;

test.each(models)("%s on tfjs's cpu backend takes the default engine's steps", async (name) => {
  const { losses, predictions } = await trainBoth({ name, target: "js", count: 2, steps: 2 });
  for (const [place, { byDefault, emitted }] of losses.entries()) {
    expect(Math.abs(emitted - byDefault) / byDefault).toBeLessThan(place === 0 ? 1e-5 : 1e-4);
  }
  expect(relativeError(predictions.emitted, predictions.byDefault)).toBeLessThan(1e-4);
});

test.each(models)("%s in WebAssembly takes the five steps of the default engine and of PyTorch", async (name) => {
  const { losses, predictions } = await trainBoth({ name, target: "wasm", count: 8, steps: 5 });
  for (const [place, byPyTorch] of pytorchLosses(name).entries()) {
    const { byDefault, emitted } = losses[place]!;
    expect(Math.abs(emitted - byDefault) / byDefault).toBeLessThan(1e-4);
    expect(Math.abs(emitted - byPyTorch) / byPyTorch).toBeLessThan(1e-4);
  }
  expect(relativeError(predictions.emitted, predictions.byDefault)).toBeLessThan(1e-3);
});
