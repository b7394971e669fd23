import * as tf from "@tensorflow/tfjs";
import { readSafetensors, type Tensor, writeSafetensors } from "../../../lib/safetensors.ts";
import type { EmittedModule } from "../../emit/tfjs/support/emitted-module.ts";

/**
 * Has an emitted module predict and make one training step. It runs wherever tfjs does, so what goes in and what comes out
 * are safetensors files: `input/0`, `weights/conv1.weight`, `masks/conv2_drop`, and `prediction`, `loss`, and after the step
 * `weights/…` and `slots/exp_avg/…`.
 */
export async function oneStep(
  model: EmittedModule,
  feeds: Uint8Array,
  learningRate: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { tensors } = readSafetensors(feeds);
  await model.ready();
  const weights = model.load(new Map([...under("weights", tensors)].map(([key, { data }]) => [key, data])));
  const [image, target] = [toTfjs(tensors.get("input/0")!), toTfjs(tensors.get("input/1")!)];
  const masks = Object.fromEntries([...under("masks", tensors)].map(([path, mask]) => [path, toTfjs(mask)]));

  const prediction = await model.predict(weights, image).data();
  const training = model.startTraining(weights);
  const loss = await model.trainStep(training, { image, target, masks }, learningRate).data();
  const results: [string, ArrayLike<number>][] = [
    ["prediction", prediction],
    ["loss", loss],
  ];
  for (const [key, data] of await model.exportWeights(training.weights)) results.push([`weights/${key}`, data]);
  for (const [slot, kept] of Object.entries(training.slots ?? {}))
    for (const [key, data] of await model.exportWeights(kept)) results.push([`slots/${slot}/${key}`, data]);
  return writeSafetensors({ tensors: new Map(results.map(([key, data]) => [key, flat(data)])), metadata: {} });
}

/** The tensors of a folder, by their names in it. */
function under(folder: string, tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const inside = [...tensors].filter(([name]) => name.startsWith(`${folder}/`));
  return new Map(inside.map(([name, tensor]) => [name.slice(folder.length + 1), tensor]));
}

/** As emitted modules take it: feature maps with their channels last. */
function toTfjs({ shape, data }: Tensor): tf.Tensor {
  const plain = tf.tensor(data, [...shape]);
  return shape.length === 4 ? tf.transpose(plain, [0, 2, 3, 1]) : plain;
}

function flat(data: ArrayLike<number>): Tensor {
  return { shape: [data.length], data: Float32Array.from(data) };
}
