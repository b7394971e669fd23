import type { Batch, StepResult, Trainer, TrainingState } from "../../../runtime/engines/engine.ts";
import { concat } from "../../../runtime/train/batches.ts";

/** Features in, numbers out. */
export interface LinearSize {
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * An engine for tests: y = W (x * mask) + b with mean squared error and stochastic gradient descent with momentum 0.9
 * (torch.optim.SGD), computed in plain loops.
 */
export class LinearTrainer implements Trainer {
  readonly size: LinearSize;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly #momentum: { readonly weight: Float32Array; readonly bias: Float32Array };
  #step: number;
  closed = false;

  constructor(size: LinearSize, { weights, slots, step }: TrainingState) {
    this.size = size;
    this.weight = weights.get("fc.weight")!.slice();
    this.bias = weights.get("fc.bias")!.slice();
    this.#momentum = {
      weight: slots.get("momentum_buffer/fc.weight")!.slice(),
      bias: slots.get("momentum_buffer/fc.bias")!.slice(),
    };
    this.#step = step;
  }

  async step(batches: readonly Batch[], learningRate: number): Promise<StepResult> {
    const { count, inputs, target, masks } = asOne(batches);
    const { inputs: width, outputs } = this.size;
    const dropped = inputs[0]!.map((x, index) => x * (masks[0]?.[index] ?? 1));
    const prediction = this.#forward(dropped, count);
    const dWeight = new Float64Array(this.weight.length);
    const dBias = new Float64Array(outputs);
    let loss = 0;
    for (let row = 0; row < count; row++) {
      for (let out = 0; out < outputs; out++) {
        const difference = prediction[row * outputs + out]! - target[row * outputs + out]!;
        const gradient = (2 * difference) / (count * outputs);
        loss += difference ** 2 / (count * outputs);
        dBias[out]! += gradient;
        for (let k = 0; k < width; k++) dWeight[out * width + k]! += gradient * dropped[row * width + k]!;
      }
    }
    update(this.weight, this.#momentum.weight, dWeight, learningRate);
    update(this.bias, this.#momentum.bias, dBias, learningRate);
    this.#step++;
    return { loss };
  }

  async predict(inputs: readonly Float32Array[], count: number): Promise<readonly Float32Array[]> {
    return [this.#forward(inputs[0]!, count)];
  }

  async state(): Promise<TrainingState> {
    return {
      weights: new Map([
        ["fc.weight", this.weight.slice()],
        ["fc.bias", this.bias.slice()],
      ]),
      slots: new Map([
        ["momentum_buffer/fc.weight", this.#momentum.weight.slice()],
        ["momentum_buffer/fc.bias", this.#momentum.bias.slice()],
      ]),
      step: this.#step,
    };
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  #forward(x: Float32Array, count: number): Float32Array {
    const { inputs: width, outputs } = this.size;
    const y = new Float32Array(count * outputs);
    for (let row = 0; row < count; row++) {
      for (let out = 0; out < outputs; out++) {
        let sum = this.bias[out]!;
        for (let k = 0; k < width; k++) sum += this.weight[out * width + k]! * x[row * width + k]!;
        y[row * outputs + out] = sum;
      }
    }
    return y;
  }
}

/** A linear network without batch norm takes the same step whether batches are put together or their gradients are. */
function asOne(batches: readonly Batch[]): Batch {
  const masked = batches.every(({ masks }) => masks.length > 0);
  return {
    count: batches.reduce((sum, { count }) => sum + count, 0),
    inputs: [concat(batches.map(({ inputs }) => inputs[0]!))],
    target: concat(batches.map(({ target }) => target)),
    masks: masked ? [concat(batches.map(({ masks }) => masks[0]!))] : [],
  };
}

function update(values: Float32Array, momentum: Float32Array, gradient: Float64Array, learningRate: number): void {
  for (let i = 0; i < values.length; i++) {
    momentum[i] = 0.9 * momentum[i]! + gradient[i]!;
    values[i]! -= learningRate * momentum[i]!;
  }
}
