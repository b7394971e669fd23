import type { Arrays, EmittedGradients, EmittedModel, EmittedModule } from "./emitted-module.ts";
import { Exchange, OtherPartFailed } from "./exchange.ts";
import { tensorsOf } from "./flat.ts";
import type { BatchPart, OpenTraining, Step, WorkerState } from "./messages.ts";
import { ranges } from "./partition.ts";
import { arraysOf } from "./parts.ts";
import { WeightUpdate } from "./weight-update.ts";

/**
 * One worker's share of training: it computes the gradients of its part of each batch, then updates its range of the weights
 * by the mean gradient of all parts. Every worker holds all weights; what the others updated, it copies.
 */
export class TrainingPart {
  readonly #module: EmittedModule;
  readonly #gradients: EmittedGradients;
  readonly #slots: readonly Float32Array[];
  readonly #range: { readonly from: number; readonly to: number };
  readonly #exchange: Exchange | undefined;
  readonly #update: WeightUpdate;
  /** Of all weights, and its decay; every worker keeps the same one. */
  readonly #average: { readonly numbers: Float32Array; readonly decay: number } | undefined;

  constructor(
    module: EmittedModule,
    gradients: EmittedGradients,
    { part, parts, shared, weights, slots, average, rules }: OpenTraining,
  ) {
    this.#module = module;
    this.#gradients = gradients;
    this.#slots = slots;
    this.#range = ranges(gradients.gradients.length, parts)[part]!;
    gradients.weights.set(weights);
    this.#update = new WeightUpdate(module.update!, rules, this.#range);
    this.#average = average && { numbers: average, decay: rules.movingAverage! };
    if (shared !== undefined) this.#exchange = new Exchange(shared, part, parts, gradients.gradients.length);
  }

  /** The mean loss of this part, before the update. */
  async step({ batches, shares, learningRate, step }: Step): Promise<number> {
    const loss =
      this.#exchange === undefined
        ? await this.#stepAlone(batches, learningRate, step)
        : await this.#stepTogether(this.#exchange, { batches, shares, learningRate, step });
    this.#moveAverage(step);
    return loss;
  }

  async #stepAlone(batches: readonly BatchPart[], learningRate: number, step: number): Promise<number> {
    const loss = await this.#compute(batches);
    this.#update.apply(this.#memory, learningRate, step, (own) => own);
    return loss;
  }

  async #stepTogether(
    exchange: Exchange,
    { batches, shares, learningRate, step }: Omit<Step, "kind">,
  ): Promise<number> {
    const computed = await this.#compute(batches).catch((error: unknown) => {
      exchange.fail();
      return { error };
    });
    exchange.publish(this.#gradients.gradients);
    if (!exchange.failed) {
      exchange.meanGradient(shares, this.#range, this.#gradients.gradients);
      this.#update.apply(this.#memory, learningRate, step, (own) => exchange.sum(own));
    }
    exchange.share(this.#range, this.#gradients.weights);
    if (typeof computed !== "number") throw computed.error;
    if (exchange.failed) throw new OtherPartFailed();
    return computed;
  }

  /** Copies. */
  state(): WorkerState {
    return {
      weights: this.#gradients.weights.slice(),
      slots: this.#slots.map((slot) => slot.slice()),
      average: this.#average?.numbers.slice(),
    };
  }

  /** What the model predicts with: the moving average of the weights where there is one, and the buffers. Not a copy. */
  weights({ weights, buffers }: EmittedModel): Arrays {
    let flat = this.#gradients.weights;
    if (this.#average !== undefined) {
      flat = flat.slice();
      flat.set(this.#average.numbers);
    }
    return Object.fromEntries(tensorsOf(flat, [...weights, ...buffers]));
  }

  close(): Promise<void> {
    return this.#gradients.close();
  }

  get #memory() {
    return { weights: this.#gradients.weights, gradients: this.#gradients.gradients, slots: this.#slots };
  }

  /** Leaves the mean gradient over the examples of all batches in `gradients`; gives their mean loss. */
  async #compute(batches: readonly BatchPart[]): Promise<number> {
    const [first, ...others] = batches;
    if (first === undefined) return 0;
    if (others.length === 0) return this.#gradientsOf(first);
    const examples = batches.reduce((sum, { count }) => sum + count, 0);
    const { gradients } = this.#gradients;
    const mean = new Float32Array(gradients.length);
    let loss = 0;
    for (const batch of batches) {
      const share = batch.count / examples;
      loss += share * (await this.#gradientsOf(batch));
      for (let index = 0; index < mean.length; index++) mean[index]! += share * gradients[index]!;
    }
    gradients.set(mean);
    return loss;
  }

  #gradientsOf(batch: BatchPart): Promise<number> {
    const { inputs, target, targetWeight, masks = [] } = this.#module.model;
    const ports = [...inputs, target!, ...(targetWeight === undefined ? [] : [targetWeight]), ...masks];
    const arrays = arraysOf(batch);
    return this.#gradients.compute(Object.fromEntries(ports.map(({ name }, index) => [name, arrays[index]!])));
  }

  /** average = decay * average + (1 - decay) * weight; the first update begins it, as PyTorch's AveragedModel does. */
  #moveAverage(step: number): void {
    if (this.#average === undefined) return;
    const { numbers, decay } = this.#average;
    const { weights } = this.#gradients;
    const kept = step === 1 ? 0 : decay;
    for (let index = 0; index < numbers.length; index++) {
      numbers[index] = kept * numbers[index]! + (1 - kept) * weights[index]!;
    }
  }
}
