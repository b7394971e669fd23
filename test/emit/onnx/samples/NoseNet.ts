/**
 * NoseNet: Four convolutions, each followed by a 2x2 pool and a ReLU, then two fully connected layers.
 *
 *   image  [batch, 1, 60, 80]  numbers in -0.5..0.5
 *   nose   [batch, 1, 2]       points, x and y
 *
 * Compiled by kpc for ONNX Runtime; 130,750 parameters. The network itself stands in the .onnx files
 * beside this module, which hands numbers in and out. Any batch size will do. To use it:
 *
 *   import { readFile } from "node:fs/promises";
 *   import * as ort from "onnxruntime-node";
 *
 *   const predictor = await createPredictor(ort, await readFile("NoseNet.infer.onnx"), weights);
 *   const { nose } = await predictor.predict({ image });
 *
 *   const trainer = await createTrainer(ort, await readFile("NoseNet.train.onnx"), weights);
 *   const loss = await trainer.step({ image, target }, 1e-3);
 */

import type {
  Gradients,
  OnnxRuntime,
  Predictor,
  SessionOptions,
  TrainedModel,
  Trainer,
  Update,
} from "./onnx-support.js";
import * as support from "./onnx-support.js";

/** The weights, by their keys in PyTorch's state dict and in its layout. */
export interface Weights {
  /** [6, 1, 3, 3] */
  "conv1.weight": Float32Array;
  /** [6] */
  "conv1.bias": Float32Array;
  /** [16, 6, 3, 3] */
  "conv2.weight": Float32Array;
  /** [16] */
  "conv2.bias": Float32Array;
  /** [32, 16, 3, 3] */
  "conv3.weight": Float32Array;
  /** [32] */
  "conv3.bias": Float32Array;
  /** [32, 32, 3, 3] */
  "conv4.weight": Float32Array;
  /** [32] */
  "conv4.bias": Float32Array;
  /** [240, 480] */
  "fc1.weight": Float32Array;
  /** [240] */
  "fc1.bias": Float32Array;
  /** [2, 240] */
  "fc2.weight": Float32Array;
  /** [2] */
  "fc2.bias": Float32Array;
}

export interface Inputs {
  /** [batch, 1, 60, 80] */
  image: Float32Array;
}

export interface Outputs {
  /** [batch, 1, 2] */
  nose: Float32Array;
}

/** What a training step takes. */
export interface Batch extends Inputs {
  /** [batch, 1, 2] */
  target: Float32Array;
}

/** What goes in and out of the graphs; shapes are those of one example. */
export const model: TrainedModel = {
  name: "NoseNet",
  inputs: [{ name: "image", shape: [1, 60, 80] }],
  outputs: [{ name: "nose", shape: [1, 2] }],
  weights: [
    { key: "conv1.weight", shape: [6, 1, 3, 3] },
    { key: "conv1.bias", shape: [6] },
    { key: "conv2.weight", shape: [16, 6, 3, 3] },
    { key: "conv2.bias", shape: [16] },
    { key: "conv3.weight", shape: [32, 16, 3, 3] },
    { key: "conv3.bias", shape: [32] },
    { key: "conv4.weight", shape: [32, 32, 3, 3] },
    { key: "conv4.bias", shape: [32] },
    { key: "fc1.weight", shape: [240, 480] },
    { key: "fc1.bias", shape: [240] },
    { key: "fc2.weight", shape: [2, 240] },
    { key: "fc2.bias", shape: [2] },
  ],
  buffers: [],
  target: { name: "target", shape: [1, 2] },
  masks: [],
  loss: "loss",
  gradients: [
    "d_conv1.weight",
    "d_conv1.bias",
    "d_conv2.weight",
    "d_conv2.bias",
    "d_conv3.weight",
    "d_conv3.bias",
    "d_conv4.weight",
    "d_conv4.bias",
    "d_fc1.weight",
    "d_fc1.bias",
    "d_fc2.weight",
    "d_fc2.bias",
  ],
  updates: [],
  slots: ["exp_avg", "exp_avg_sq"],
  independentExamples: true,
};

/** Runs the model, dropout off. */
export function createPredictor(
  ort: OnnxRuntime,
  graph: Uint8Array,
  weights: Weights,
  options?: SessionOptions,
): Promise<Predictor<Inputs, Outputs>> {
  return support.createPredictor(ort, model, graph, weights, options);
}

/** Trains the model from these weights, of which it makes a copy. */
export function createTrainer(
  ort: OnnxRuntime,
  graph: Uint8Array,
  weights: Weights,
  options?: SessionOptions,
): Promise<Trainer<Batch, Weights>> {
  return support.createTrainer(ort, model, graph, update, weights, options);
}

/** Computes losses and gradients alone, for training loops of another kind. */
export function createGradients(
  ort: OnnxRuntime,
  graph: Uint8Array,
  options?: SessionOptions,
): Promise<Gradients<Batch>> {
  return support.createGradients(ort, model, graph, options);
}

/** One update of weights that lie one after the other, in place; `step` counts from 1. */
export const update: Update = (parameter, gradient, slots, lr, step) =>
  adam(parameter, gradient, slots[0]!, slots[1]!, lr, step);

/** adam (beta1 0.9, beta2 0.999, eps 1e-8, weight_decay 0), as PyTorch's. */
function adam(
  parameter: Float32Array,
  gradient: Float32Array,
  exp_avg: Float32Array,
  exp_avg_sq: Float32Array,
  lr: number,
  step: number,
): void {
  const step_size = lr / (1 - 0.9 ** step);
  const correction = 1 / Math.sqrt(1 - 0.999 ** step);
  for (let i = 0; i < parameter.length; i++) {
    let parameter_i = parameter[i]!;
    const gradient_i = gradient[i]!;
    let exp_avg_i = exp_avg[i]!;
    let exp_avg_sq_i = exp_avg_sq[i]!;
    exp_avg_i = 0.9 * exp_avg_i + (1 - 0.9) * gradient_i;
    exp_avg_sq_i = 0.999 * exp_avg_sq_i + (1 - 0.999) * gradient_i * gradient_i;
    parameter_i = parameter_i - (step_size * exp_avg_i) / (Math.sqrt(exp_avg_sq_i) * correction + 1e-8);
    exp_avg[i] = exp_avg_i;
    exp_avg_sq[i] = exp_avg_sq_i;
    parameter[i] = parameter_i;
  }
}
