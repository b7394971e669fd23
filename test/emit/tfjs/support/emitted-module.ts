import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as tf from "@tensorflow/tfjs";
import type { EmitRequest } from "../../../../compiler/5-emit/target.ts";
import { emittedText, type TfjsTargetName } from "./emit-request.ts";

export type Weights = Record<string, tf.Variable>;
export type Batch = Record<string, tf.Tensor> | { masks: Record<string, tf.Tensor> };

export interface Training {
  weights: Weights;
  slots?: Record<string, Weights>;
  step: number;
}

/** What every emitted module offers, under types loose enough for all models. */
export interface EmittedModule {
  ready(): Promise<void>;
  load(tensors: ReadonlyMap<string, Float32Array>): Weights;
  create(seed: number): Weights;
  exportWeights(weights: Record<string, tf.Tensor>): Promise<Map<string, Float32Array>>;
  predict(weights: Weights, ...inputs: tf.Tensor[]): tf.Tensor;
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
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/**
 * Emits a model, and imports the JavaScript that stands beside the TypeScript. Code for a GPU, which tests do without, gets
 * tfjs's cpu backend in the place of its own.
 */
export async function importEmitted(request: EmitRequest, target: TfjsTargetName): Promise<EmittedModule> {
  const path = `${folder}/model-${count++}.mjs`;
  const text = await emittedText(request, target, ".js");
  writeFileSync(path, target === "webgpu" || target === "node-gpu" ? onCpu(text) : text);
  return import(/* @vite-ignore */ pathToFileURL(path).href);
}

function onCpu(text: string): string {
  return text
    .replace('import "@tensorflow/tfjs-backend-webgpu";', "")
    .replace('"@tensorflow/tfjs-node-gpu"', '"@tensorflow/tfjs"')
    .replace(/setBackend\("\w+"\)/, 'setBackend("cpu")');
}
