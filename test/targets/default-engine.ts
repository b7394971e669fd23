import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cpu } from "../../compiler/5-emit/onnx/index.ts";
import type { EmitRequest } from "../../compiler/5-emit/target.ts";
import { optimizersByName } from "../../compiler/optimizers/index.generated.ts";
import { createCpuTrainer } from "../../runtime/engines/cpu/index.ts";
import type { Tensors } from "../../runtime/engines/engine.ts";
import { temporaryFolder } from "../train/support/temporary-folder.ts";
import { batch, learningRate, type TargetCase } from "./cases.ts";

/**
 * What the default engine makes of a case, under the names that `one-step.ts` gives it: the prediction, the loss, and after
 * the step the weights, running statistics among them, and what the optimizer keeps.
 */
export async function byDefaultEngine({ request, feeds }: TargetCase): Promise<Tensors> {
  const folder = await temporaryFolder();
  for (const { path, content } of await cpu.emit(request)) await writeFile(join(folder, path), content);
  const weights = new Map(Object.entries(feeds.weights).map(([key, { data }]) => [key, Float32Array.from(data)]));
  const [image, target] = feeds.inputs.map(({ data }) => Float32Array.from(data));
  const masks = request.training!.masks.map(({ path }) => Float32Array.from(feeds.masks![path]!.data));
  const state = { weights, slots: emptySlots(request, weights), step: 0 };
  const trainer = await createCpuTrainer({ folder, model: request.graph.name, state, batch, threads: 1 });
  const [prediction] = await trainer.predict([image!], batch);
  const { loss } = await trainer.step([{ count: batch, inputs: [image!], target: target!, masks }], learningRate);
  const after = await trainer.state();
  await trainer.close();
  const under = (folder: string, tensors: Tensors) =>
    [...tensors].map(([key, data]) => [`${folder}/${key}`, data] as const);
  return new Map([
    ["prediction", prediction!],
    ["loss", Float32Array.of(loss)],
    ...under("weights", after.weights),
    ...under("slots", after.slots),
  ]);
}

function emptySlots({ training, optimizer }: EmitRequest, weights: Tensors): Tensors {
  const trained = training!.weights.filter(({ trainable }) => trainable);
  const names = optimizersByName[optimizer!.name]!.slots(optimizer!.parameters);
  return new Map(
    names.flatMap((slot) =>
      trained.map(({ key }) => [`${slot}/${key}`, new Float32Array(weights.get(key)!.length)] as const),
    ),
  );
}
