import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as tf from "@tensorflow/tfjs";
import type { Picture, Point } from "../../../../compiler/5-emit/beside/pictures.ts";
import type { EmitRequest } from "../../../../compiler/5-emit/target.ts";
import { type TfjsTargetName, targetNamed } from "./emit-request.ts";

export type Weights = Record<string, tf.Variable>;
export type Batch = Record<string, tf.Tensor> | { masks: Record<string, tf.Tensor> };

export interface Training {
  weights: Weights;
  slots?: Record<string, Weights>;
  step: number;
}

/** What emitted modules offer, under types loose enough for all models; not all of them see pictures. */
export interface EmittedModule {
  ready(): Promise<void>;
  load(source: ReadonlyMap<string, Float32Array> | Uint8Array | ArrayBuffer): Weights;
  save(weights: Weights): Promise<Uint8Array>;
  create(seed: number): Weights;
  exportWeights(weights: Record<string, tf.Tensor>): Promise<Map<string, Float32Array>>;
  predict(weights: Weights, ...inputs: tf.Tensor[]): tf.Tensor;
  toInput(picture: Picture): tf.Tensor4D;
  locate(weights: Weights, picture: Picture): Promise<Point[]>;
  toTarget(points: readonly Point[], picture: Picture): tf.Tensor3D;
  startTraining(weights: Weights): Training;
  trainStep(training: Training, batch: Batch, learningRate: number): tf.Scalar;
  lossAndGradients(
    weights: Weights,
    batch: Batch,
  ): { loss: tf.Scalar; result: tf.Tensor; gradients: Record<string, tf.Tensor> };
}

// Inside the project's node_modules, so that the modules find tfjs as a user's would.
const cache = fileURLToPath(new URL("../../../../node_modules/.cache/", import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(`${cache}emitted-`);
writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/**
 * Emits a model, and imports the JavaScript that stands beside the TypeScript. Code for a GPU, which tests do without, gets
 * tfjs's cpu backend in the place of its own.
 */
export async function importEmitted(request: EmitRequest, target: TfjsTargetName): Promise<EmittedModule> {
  const path = `${folder}/model-${count++}.mjs`;
  const [model, ...beside] = (await targetNamed(target).emit(request)).filter(({ path }) => path.endsWith(".js"));
  for (const file of beside) writeFileSync(`${folder}/${file.path}`, file.content);
  const text = model!.content as string;
  writeFileSync(path, target === "webgpu" || target === "node-gpu" ? onCpu(text) : text);
  return import(/* @vite-ignore */ pathToFileURL(path).href);
}

function onCpu(text: string): string {
  return text
    .replace('import "@tensorflow/tfjs-backend-webgpu";', "")
    .replace('"@tensorflow/tfjs-node-gpu"', '"@tensorflow/tfjs"')
    .replace(/setBackend\("\w+"\)/, 'setBackend("cpu")');
}
