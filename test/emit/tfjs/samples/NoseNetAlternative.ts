/**
 * NoseNetAlternative: Four modifications, of which the learning rate is the fourth. Average pooling keeps the spatial
 * features of the
 * picture; dropout in front of the fully connected layer generalises; the sigmoid keeps x and y between 0 and 1.
 *
 *   image  [batch, 60, 80, 1]  batch, height, width, channels; numbers in -0.5..0.5
 *   nose   [batch, 1, 2]       batch, points, x and y
 *
 * Compiled by kpc for TensorFlow.js in plain JavaScript; 130,750 parameters. To use it:
 *
 *   await ready();
 *   const weights = await fetchWeights("NoseNetAlternative.safetensors"); // or load(bytes), or create(seed)
 *   const nose = predict(weights, image);
 *   const points = await locate(weights, picture); // in pixels of an ImageData
 *
 *   const training = startTraining(weights);
 *   const loss = trainStep(training, { image, target }, 1e-3);
 *
 * Feature maps lie as tfjs has them, [batch, height, width, channels]. The sizes in comments on steps are those of the
 * spec: channels first, and without the batch.
 */
import * as tf from "@tensorflow/tfjs";
import { grayscale, type Picture, type Point, pointsIn, resized, scaled, sharesOf, wholeOf } from "./pictures.js";
import { readSafetensors, type StateDict, weightOf, writeSafetensors } from "./safetensors.js";

export { type Box, type Picture, type Point, pixelsOf } from "./pictures.js";

/**
 * The weights, by their keys in PyTorch's state dict, as tfjs wants them: filters [height, width, in, out] and matrices
 * [in, out]. `load` and `exportWeights` convert from and to PyTorch's [out, in, height, width] and [out, in];
 * `tf.dispose` frees them.
 */
export type Weights = {
  "conv1.weight": tf.Variable<tf.Rank.R4>; // [3, 3, 1, 6]
  "conv1.bias": tf.Variable<tf.Rank.R1>; // [6]
  "conv2.weight": tf.Variable<tf.Rank.R4>; // [3, 3, 6, 16]
  "conv2.bias": tf.Variable<tf.Rank.R1>; // [16]
  "conv3.weight": tf.Variable<tf.Rank.R4>; // [3, 3, 16, 32]
  "conv3.bias": tf.Variable<tf.Rank.R1>; // [32]
  "conv4.weight": tf.Variable<tf.Rank.R4>; // [3, 3, 32, 32]
  "conv4.bias": tf.Variable<tf.Rank.R1>; // [32]
  "fc1.weight": tf.Variable<tf.Rank.R2>; // [480, 240]
  "fc1.bias": tf.Variable<tf.Rank.R1>; // [240]
  "fc2.weight": tf.Variable<tf.Rank.R2>; // [240, 2]
  "fc2.bias": tf.Variable<tf.Rank.R1>; // [2]
};

/** Examples to learn from. */
export type Batch = {
  image: tf.Tensor4D; // [batch, 60, 80, 1]
  target: tf.Tensor3D; // [batch, 1, 2]
  masks?: Masks;
};

/** Dropout masks, by their steps: numbers 0 or 1 / (1 - p). They are drawn where a batch has none. */
export type Masks = {
  conv2_drop: tf.Tensor4D; // [batch, 1, 1, 32], p 0.2
};

/**
 * What training changes, with adam's memory of each weight. `startTraining` begins one; a saved run goes on from
 * `{ weights, slots: { exp_avg: load(…), exp_avg_sq: load(…) }, step }`.
 */
export type Training = {
  weights: Weights;
  slots: {
    exp_avg: Weights;
    exp_avg_sq: Weights;
  };
  step: number; // updates made so far
};

/** The gradient of the loss by each weight. */
export type Gradients = { [Key in keyof Weights]: tf.Tensor };

/** The loss of a batch, what the model gives for it, and the gradients. */
export type LossAndGradients = {
  loss: tf.Scalar;
  nose: tf.Tensor3D;
  gradients: Gradients;
};

/** What goes in and out; shapes are those of one example, as it lies in tfjs. */
export const model = {
  name: "NoseNetAlternative",
  inputs: [{ name: "image", shape: [60, 80, 1] }],
  outputs: [{ name: "nose", shape: [1, 2] }],
  batch: [
    { name: "image", shape: [60, 80, 1] },
    { name: "target", shape: [1, 2] },
  ],
  masks: [{ name: "conv2_drop", shape: [1, 1, 32] }],
} as const;

/** Has tfjs compute on its cpu backend; to be awaited before anything else. */
export async function ready(): Promise<void> {
  const chosen = await tf.setBackend("cpu");
  if (!chosen) throw new Error("tfjs's backend cpu does not work here");
  await tf.ready();
}

/**
 * Weights from the bytes of a .safetensors file or from the numbers of a state dict, in PyTorch's layout. More than the
 * model has may be there. Throws, with the key, where a weight is missing, cut off, or of another shape or kind.
 */
export function load(source: Uint8Array | ArrayBuffer | StateDict): Weights {
  const stored: StateDict = "byteLength" in source ? readSafetensors(source) : source;
  const specs = Object.entries(weightSpecs);
  // All are read before the first tensor is made, so that an error leaves none behind.
  const numbers = new Map(specs.map(([key, { shape }]) => [key, weightOf(stored, key, shape)]));
  return weightsFrom((key, { shape }) => tf.tensor(numbers.get(key)!, shape));
}

/** Weights from a .safetensors file on a server. */
export async function fetchWeights(url: string | URL): Promise<Weights> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`there are no weights at ${url}: ${response.status} ${response.statusText}`);
  return load(await response.arrayBuffer());
}

/** Weights drawn anew, from the distributions that PyTorch begins with; the same for the same seed. */
export function create(seed: number): Weights {
  return weightsFrom((_key, { shape, start }, index) => start(shape, seed + index));
}

/** The bytes of a .safetensors file of weights: what `load` takes, and kpc and PyTorch too. */
export async function save(weights: Weights): Promise<Uint8Array<ArrayBuffer>> {
  const numbers = await exportWeights(weights);
  const tensors = Object.entries(weightSpecs).map(([key, { shape }]) => ({ key, shape, data: numbers.get(key)! }));
  return writeSafetensors(tensors);
}

/** The numbers of weights, or of what an optimizer keeps, in PyTorch's layout: what `load` takes. */
export async function exportWeights(weights: Weights): Promise<Map<string, Float32Array>> {
  const tensors = new Map<string, Float32Array>();
  for (const [key, weight] of Object.entries(weights)) {
    const tensor = inTorchLayout(weight);
    tensors.set(key, Float32Array.from(await tensor.data()));
    tensor.dispose();
  }
  return tensors;
}

/** The model's output, dropout off; the caller disposes it. */
export function predict(weights: Weights, image: tf.Tensor4D): tf.Tensor3D {
  return tf.tidy(() => {
    checkShape("image", image, ["batch", 60, 80, 1]);
    // conv1 = conv2d(6, kernel: 3, padding: 1)  ->  [6, 60, 80]
    const conv1 = conv2d(image, weights["conv1.weight"], { padding: [1, 1] }, weights["conv1.bias"]);
    // avgpool = avgpool2d(2)  ->  [6, 30, 40]
    const avgpool = tf.avgPool(conv1, 2, 2, "valid");
    // relu1 = relu()  ->  [6, 30, 40]
    const relu1 = tf.relu(avgpool);
    // conv2 = conv2d(16, kernel: 3, padding: 1)  ->  [16, 30, 40]
    const conv2 = conv2d(relu1, weights["conv2.weight"], { padding: [1, 1] }, weights["conv2.bias"]);
    // maxpool2 = maxpool2d(2)  ->  [16, 15, 20]
    const maxpool2 = tf.maxPool(conv2, 2, 2, "valid");
    // relu2 = relu()  ->  [16, 15, 20]
    const relu2 = tf.relu(maxpool2);
    // conv3 = conv2d(32, kernel: 3, padding: 1)  ->  [32, 15, 20]
    const conv3 = conv2d(relu2, weights["conv3.weight"], { padding: [1, 1] }, weights["conv3.bias"]);
    // maxpool3 = maxpool2d(2)  ->  [32, 7, 10]
    const maxpool3 = tf.maxPool(conv3, 2, 2, "valid");
    // relu3 = relu()  ->  [32, 7, 10]
    const relu3 = tf.relu(maxpool3);
    // conv4 = conv2d(32, kernel: 3, padding: 1)  ->  [32, 7, 10]
    const conv4 = conv2d(relu3, weights["conv4.weight"], { padding: [1, 1] }, weights["conv4.bias"]);
    // maxpool4 = maxpool2d(2)  ->  [32, 3, 5]
    const maxpool4 = tf.maxPool(conv4, 2, 2, "valid");
    // relu4 = relu()  ->  [32, 3, 5]
    const relu4 = tf.relu(maxpool4);
    // conv2_drop = dropout2d(p: 0.2)  ->  [32, 3, 5], in training only
    // flatten()  ->  [480]
    const flatten: tf.Tensor2D = tf.reshape(tf.transpose(relu4, [0, 3, 1, 2]), [-1, 480]);
    // fc1 = linear(240)  ->  [240]
    // relu5 = relu()  ->  [240]
    const relu5 = linear(flatten, weights["fc1.weight"], weights["fc1.bias"], "relu");
    // fc2 = linear(2)  ->  [2]
    // sigmoid = sigmoid()  ->  [2]
    const sigmoid = linear(relu5, weights["fc2.weight"], weights["fc2.bias"], "sigmoid");
    // output nose: points[1]  ->  [1, 2]
    const nose: tf.Tensor3D = tf.reshape(sigmoid, [-1, 1, 2]);
    return nose;
  });
}

/** Places, in what `locate` gives, of the points that have names. */
export const pointNames = { nose_tip: 0 } as const;

/**
 * A picture as the model takes it, [1, 60, 80, 1]: what `NoseExamples` does to one outside training. In a browser,
 * `pixelsOf` gives the picture of a file or an <img>; `tf.concat` makes a batch of several inputs.
 */
export function toInput(picture: Picture): tf.Tensor4D {
  const pixels = scaled(grayscale(resized(picture, wholeOf(picture), 60, 80)), -0.5, 0.5);
  return tf.tensor4d(pixels.data, [1, 60, 80, 1]);
}

/** The points that the model finds in a picture, in its pixels. */
export async function locate(weights: Weights, picture: Picture): Promise<Point[]> {
  const found = tf.tidy(() => predict(weights, toInput(picture)));
  const shares = await found.data();
  tf.dispose(found);
  return pointsIn(wholeOf(picture), shares);
}

/** Points in pixels of a picture as training takes them, [1, 1, 2]; in the order in which `locate` gives them. */
export function toTarget(points: readonly Point[], picture: Picture): tf.Tensor3D {
  return tf.tensor3d(sharesOf(wholeOf(picture), points), [1, 1, 2]);
}

/** The beginning of a training run; the weights stay the caller's, and are changed in place. */
export function startTraining(weights: Weights): Training {
  return { weights, slots: { exp_avg: zerosLike(weights), exp_avg_sq: zerosLike(weights) }, step: 0 };
}

function zerosLike(weights: Weights): Weights {
  const zeros = Object.entries(weights).map(([key, weight]) => [key, tf.tidy(() => tf.variable(tf.zerosLike(weight)))]);
  return Object.fromEntries(zeros);
}

/** One update of all weights, in place. Gives the loss before it, which the caller disposes. */
export function trainStep(training: Training, batch: Batch, learningRate: number): tf.Scalar {
  return tf.tidy(() => {
    const { loss, gradients } = lossAndGradients(training.weights, batch);
    applyGradients(training, gradients, learningRate);
    return loss;
  });
}

/** Forward, loss and backward; the caller disposes what it gives. */
export function lossAndGradients(weights: Weights, { image, target, masks: given }: Batch): LossAndGradients {
  return tf.tidy(() => {
    const batch = image.shape[0];
    checkShape("image", image, ["batch", 60, 80, 1]);
    checkShape("target", target, [batch, 1, 2]);
    const masks = given ?? drawMasks(batch);
    const gradients = {} as Gradients;

    // Forward: the steps of predict, and dropout.
    const conv1 = conv2d(image, weights["conv1.weight"], { padding: [1, 1] }, weights["conv1.bias"]);
    const avgpool = tf.avgPool(conv1, 2, 2, "valid");
    const relu1 = tf.relu(avgpool);
    const conv2 = conv2d(relu1, weights["conv2.weight"], { padding: [1, 1] }, weights["conv2.bias"]);
    const maxpool2 = tf.maxPool(conv2, 2, 2, "valid");
    const relu2 = tf.relu(maxpool2);
    const conv3 = conv2d(relu2, weights["conv3.weight"], { padding: [1, 1] }, weights["conv3.bias"]);
    const maxpool3 = tf.maxPool(conv3, 2, 2, "valid");
    const relu3 = tf.relu(maxpool3);
    const conv4 = conv2d(relu3, weights["conv4.weight"], { padding: [1, 1] }, weights["conv4.bias"]);
    const maxpool4 = tf.maxPool(conv4, 2, 2, "valid");
    const relu4 = tf.relu(maxpool4);
    const conv2Drop: tf.Tensor4D = tf.mul(relu4, masks.conv2_drop);
    const flatten: tf.Tensor2D = tf.reshape(tf.transpose(conv2Drop, [0, 3, 1, 2]), [-1, 480]);
    const relu5 = linear(flatten, weights["fc1.weight"], weights["fc1.bias"], "relu");
    const sigmoid = linear(relu5, weights["fc2.weight"], weights["fc2.bias"], "sigmoid");
    const nose: tf.Tensor3D = tf.reshape(sigmoid, [-1, 1, 2]);

    // Loss: mse().
    const lossDifference: tf.Tensor3D = tf.sub(nose, target);
    const loss: tf.Scalar = tf.mean(tf.square(lossDifference));

    // Backward: dX is the gradient of the loss by X. A bias gets the sum of its step's gradient; where a pool follows, the
    // pool's gradient has the same sum, of fewer numbers.
    const dNose: tf.Tensor3D = tf.mul(lossDifference, 2 / (2 * batch));
    const dSigmoid: tf.Tensor2D = tf.reshape(dNose, [-1, 2]);
    const dFc2: tf.Tensor2D = tf.mul(dSigmoid, tf.mul(sigmoid, tf.sub(1, sigmoid)));
    gradients["fc2.bias"] = tf.sum(dFc2, 0);
    const dRelu5: tf.Tensor2D = tf.matMul(dFc2, weights["fc2.weight"], false, true);
    gradients["fc2.weight"] = tf.matMul(relu5, dFc2, true);

    const dFc1: tf.Tensor2D = tf.mul(dRelu5, tf.step(relu5));
    gradients["fc1.bias"] = tf.sum(dFc1, 0);
    const dFlatten: tf.Tensor2D = tf.matMul(dFc1, weights["fc1.weight"], false, true);
    gradients["fc1.weight"] = tf.matMul(flatten, dFc1, true);

    const dConv2Drop: tf.Tensor4D = tf.transpose(tf.reshape(dFlatten, [-1, 32, 3, 5]), [0, 2, 3, 1]);
    const dRelu4: tf.Tensor4D = tf.mul(dConv2Drop, masks.conv2_drop);
    const dMaxpool4: tf.Tensor4D = tf.mul(dRelu4, tf.step(relu4));
    const dConv4 = maxPoolGradient(dMaxpool4, conv4, maxpool4, { size: [2, 2], stride: [2, 2] });
    const dRelu3 = conv2dInputGradient(dConv4, weights["conv4.weight"], relu3.shape, { padding: [1, 1] });
    gradients["conv4.weight"] = conv2dFilterGradient(relu3, dConv4, weights["conv4.weight"].shape, { padding: [1, 1] });
    gradients["conv4.bias"] = tf.sum(dMaxpool4, [0, 1, 2]);

    const dMaxpool3: tf.Tensor4D = tf.mul(dRelu3, tf.step(relu3));
    const dConv3 = maxPoolGradient(dMaxpool3, conv3, maxpool3, { size: [2, 2], stride: [2, 2] });
    const dRelu2 = conv2dInputGradient(dConv3, weights["conv3.weight"], relu2.shape, { padding: [1, 1] });
    gradients["conv3.weight"] = conv2dFilterGradient(relu2, dConv3, weights["conv3.weight"].shape, { padding: [1, 1] });
    gradients["conv3.bias"] = tf.sum(dMaxpool3, [0, 1, 2]);

    const dMaxpool2: tf.Tensor4D = tf.mul(dRelu2, tf.step(relu2));
    const dConv2 = maxPoolGradient(dMaxpool2, conv2, maxpool2, { size: [2, 2], stride: [2, 2] });
    const dRelu1 = conv2dInputGradient(dConv2, weights["conv2.weight"], relu1.shape, { padding: [1, 1] });
    gradients["conv2.weight"] = conv2dFilterGradient(relu1, dConv2, weights["conv2.weight"].shape, { padding: [1, 1] });
    gradients["conv2.bias"] = tf.sum(dMaxpool2, [0, 1, 2]);

    const dAvgpool: tf.Tensor4D = tf.mul(dRelu1, tf.step(relu1));
    const dConv1 = avgPoolGradient(dAvgpool, [batch, 60, 80, 6], { size: [2, 2], stride: [2, 2] });
    gradients["conv1.weight"] = conv2dFilterGradient(image, dConv1, [3, 3, 1, 6], { padding: [1, 1] });
    gradients["conv1.bias"] = tf.sum(dAvgpool, [0, 1, 2]);

    return { loss, nose, gradients };
  });
}

/**
 * Updates weights in place by PyTorch's adam, from gradients that may have been added up or clipped before. Weights
 * without one here stay as they are. A function gives each weight a rate of its own.
 */
export function applyGradients(
  training: Training,
  gradients: Partial<Gradients>,
  learningRate: number | ((key: keyof Gradients) => number),
): void {
  const { weights, slots } = training;
  const rateOf = typeof learningRate === "number" ? () => learningRate : learningRate;
  training.step += 1;
  for (const [key, gradient] of Object.entries(gradients) as [keyof Gradients, tf.Tensor][]) {
    tf.tidy(() => {
      updateWeight(weights[key], gradient, slots.exp_avg[key], slots.exp_avg_sq[key], training.step, rateOf(key));
    });
  }
}

/** PyTorch's adam (beta1 0.9, beta2 0.999, eps 1e-8) for one weight; steps count from 1. */
function updateWeight(
  weight: tf.Variable,
  gradient: tf.Tensor,
  expAvg: tf.Variable,
  expAvgSq: tf.Variable,
  step: number,
  learningRate: number,
): void {
  const stepSize = learningRate / (1 - 0.9 ** step);
  const correction = 1 / Math.sqrt(1 - 0.999 ** step);
  expAvg.assign(tf.add(tf.mul(expAvg, 0.9), tf.mul(gradient, 1 - 0.9)));
  expAvgSq.assign(tf.add(tf.mul(expAvgSq, 0.999), tf.mul(tf.mul(gradient, 1 - 0.999), gradient)));
  weight.assign(tf.sub(weight, tf.div(tf.mul(expAvg, stepSize), tf.add(tf.mul(tf.sqrt(expAvgSq), correction), 1e-8))));
}

/** Masks for so many examples. */
export function drawMasks(batch: number): Masks {
  return { conv2_drop: tf.dropout(tf.ones([batch, 1, 1, 32]), 0.2) as tf.Tensor4D };
}

type WeightSpec = { shape: number[]; start: (shape: number[], seed: number) => tf.Tensor };

/** Of each weight: its shape in PyTorch, and what it is drawn from at first. */
const weightSpecs: Record<keyof Weights, WeightSpec> = {
  "conv1.weight": { shape: [6, 1, 3, 3], start: uniform(1 / Math.sqrt(9)) },
  "conv1.bias": { shape: [6], start: uniform(1 / Math.sqrt(9)) },
  "conv2.weight": { shape: [16, 6, 3, 3], start: uniform(1 / Math.sqrt(54)) },
  "conv2.bias": { shape: [16], start: uniform(1 / Math.sqrt(54)) },
  "conv3.weight": { shape: [32, 16, 3, 3], start: uniform(1 / Math.sqrt(144)) },
  "conv3.bias": { shape: [32], start: uniform(1 / Math.sqrt(144)) },
  "conv4.weight": { shape: [32, 32, 3, 3], start: uniform(1 / Math.sqrt(288)) },
  "conv4.bias": { shape: [32], start: uniform(1 / Math.sqrt(288)) },
  "fc1.weight": { shape: [240, 480], start: uniform(1 / Math.sqrt(480)) },
  "fc1.bias": { shape: [240], start: uniform(1 / Math.sqrt(480)) },
  "fc2.weight": { shape: [2, 240], start: uniform(1 / Math.sqrt(240)) },
  "fc2.bias": { shape: [2], start: uniform(1 / Math.sqrt(240)) },
};

/** Makes every weight from a tensor in PyTorch's layout. */
function weightsFrom(tensor: (key: keyof Weights, spec: WeightSpec, index: number) => tf.Tensor): Weights {
  const entries = Object.entries(weightSpecs) as [keyof Weights, WeightSpec][];
  const variables = entries.map(([key, spec], index) => [
    key,
    tf.tidy(() => tf.variable(inTfjsLayout(tensor(key, spec, index)))),
  ]);
  return Object.fromEntries(variables);
}

/** [out, in, height, width] to [height, width, in, out], and [out, in] to [in, out]. */
function inTfjsLayout(weight: tf.Tensor): tf.Tensor {
  if (weight.rank === 4) return tf.transpose(weight, [2, 3, 1, 0]);
  return weight.rank === 2 ? tf.transpose(weight) : weight;
}

/** The way back, always to a new tensor. */
function inTorchLayout(weight: tf.Tensor): tf.Tensor {
  if (weight.rank === 4) return tf.transpose(weight, [3, 2, 0, 1]);
  return weight.rank === 2 ? tf.transpose(weight) : tf.clone(weight);
}

function uniform(bound: number): WeightSpec["start"] {
  return (shape, seed) => tf.randomUniform(shape, -bound, bound, "float32", seed);
}

/** Height and width. */
type Pair = [number, number];

type Shape4D = [number, number, number, number];

/** Nothing before and nothing after, for axes that are not padded. */
const none: Pair = [0, 0];

/** How a filter slides: steps, zeros added on each side, and how far apart its numbers lie. */
type Sliding = { stride?: Pair; padding?: Pair; dilation?: Pair };

/** How a filter slides, and what is done to each number of the result. */
type Convolution = Sliding & { activation?: tf.fused.Activation };

/**
 * How a pool's window slides: its size, steps, rows and columns added on each side (`after`: below and on the right, where
 * these are others), and how far apart its numbers lie.
 */
type Pooling = { size: Pair; stride: Pair; padding?: Pair; after?: Pair; dilation?: Pair };

/** The lowest float32: padding that never wins a maximum. (-Infinity is not safe in WebGPU's shaders.) */
const lowest = -3.4028234663852886e38;

/** Throws where a tensor has other sizes than are wanted; one that has a name may be any. */
function checkShape(name: string, { shape }: tf.Tensor, wanted: (number | string)[]): void {
  const fits = (size: number, axis: number) => typeof wanted[axis] === "string" || wanted[axis] === size;
  if (shape.length === wanted.length && shape.every(fits)) return;
  throw new Error(`${name} is [${shape.join(", ")}], where the model takes [${wanted.join(", ")}]`);
}

/** PyTorch's Linear and what is done to each number of its result, in one kernel: [batch, in] by a weight [in, out]. */
function linear(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
  activation: tf.fused.Activation = "linear",
): tf.Tensor2D {
  return tf.fused.matMul({ a: x, b: weight, bias, activation }) as tf.Tensor2D;
}

/** Whether maps keep their size: then tfjs's "same" pads as PyTorch does, and without a padded copy. */
function keepsSize(filter: number[], { stride = [1, 1], padding = [0, 0], dilation = [1, 1] }: Sliding): boolean {
  const keeps = (axis: 0 | 1) => stride[axis] * dilation[axis] === 1 && filter[axis] === 2 * padding[axis] + 1;
  return keeps(0) && keeps(1);
}

/** A convolution as PyTorch's Conv2d: [batch, height, width, in] by a filter [height, width, in, out]. */
function conv2d(x: tf.Tensor4D, filter: tf.Tensor4D, sliding: Convolution = {}, bias?: tf.Tensor1D): tf.Tensor4D {
  return tf.fused.conv2d(fusedConvolution(x, filter, sliding, bias));
}

/** What one kernel of tfjs takes of a convolution. */
function fusedConvolution(x: tf.Tensor4D, filter: tf.Tensor4D, sliding: Convolution, bias: tf.Tensor1D | undefined) {
  const { stride = 1, padding = [0, 0], dilation = 1, activation = "linear" } = sliding;
  const same = keepsSize(filter.shape, sliding);
  const [input, sides] = same ? ([x, "same"] as const) : ([pad(x, padding), "valid"] as const);
  const fused = { x: input, filter, strides: stride, pad: sides, dilations: dilation, activation };
  return bias === undefined ? fused : { ...fused, bias };
}

/** The gradient of conv2d by its input, which has the given shape; dy is that by its result. */
function conv2dInputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, shape: Shape4D, sliding: Sliding = {}): tf.Tensor4D {
  const { stride = 1, padding = [0, 0] } = sliding;
  if (keepsSize(filter.shape, sliding)) return tf.conv2dTranspose(dy, filter, shape, 1, "same");
  const [batch, height, width, channels] = shape;
  const padded: Shape4D = [batch, height + 2 * padding[0], width + 2 * padding[1], channels];
  return unpad(tf.conv2dTranspose(dy, filter, padded, stride, "valid"), padding);
}

/**
 * The gradient of conv2d by its filter, where tfjs's backend has no kernel for it or a slow one: a convolution in which
 * batch and channels have changed places. dy slides over x as a filter whose numbers lie `stride` apart.
 */
function conv2dFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  [height, width, channels, filters]: Shape4D,
  { stride = [1, 1], padding = [0, 0] }: Sliding = {},
): tf.Tensor4D {
  const images = tf.transpose(pad(x, padding), [3, 1, 2, 0]); // [in, height, width, batch]
  const slider = tf.transpose(dy, [1, 2, 0, 3]); // [rows, columns, batch, out]
  const gradient = tf.conv2d(images, slider, 1, "valid", "NHWC", stride); // [in, height, width, out], or larger
  return tf.transpose(tf.slice(gradient, [0, 0, 0, 0], [channels, height, width, filters]), [1, 2, 0, 3]);
}

/** The gradient of tf.maxPool by its input x; y is its result and dy the gradient by that. The first maximum takes all. */
function maxPoolGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  y: tf.Tensor4D,
  { size, stride, padding = [0, 0], after = padding }: Pooling,
): tf.Tensor4D {
  const inputs = { dy, input: pad(x, padding, after, lowest), output: y };
  const attributes = { filterSize: size, strides: stride, pad: "valid" };
  return unpad(tf.engine().runKernel(tf.MaxPoolGrad, inputs, attributes), padding, after);
}

/** The gradient of tf.avgPool by its input, which has the given shape; dy is that by its result. */
function avgPoolGradient(
  dy: tf.Tensor4D,
  [batch, height, width, channels]: Shape4D,
  { size, stride, padding = [0, 0], after = padding }: Pooling,
): tf.Tensor4D {
  const input = tf.zeros([batch, padding[0] + height + after[0], padding[1] + width + after[1], channels]);
  const attributes = { filterSize: size, strides: stride, pad: "valid" };
  return unpad(tf.engine().runKernel(tf.AvgPoolGrad, { dy, input }, attributes), padding, after);
}

/** Adds rows and columns around x. (The numeric padding of tfjs is wrong for filters that aren't square.) */
function pad(x: tf.Tensor4D, [top, left]: Pair, [bottom, right]: Pair = [top, left], value = 0): tf.Tensor4D {
  if (top + left + bottom + right === 0) return x;
  return tf.pad(x, [none, [top, bottom], [left, right], none], value);
}

/** Takes rows and columns away around x. */
function unpad(x: tf.Tensor4D, [top, left]: Pair, [bottom, right]: Pair = [top, left]): tf.Tensor4D {
  if (top + left + bottom + right === 0) return x;
  const [batch, height, width, channels] = x.shape;
  return tf.slice(x, [0, top, left, 0], [batch, height - top - bottom, width - left - right, channels]);
}
