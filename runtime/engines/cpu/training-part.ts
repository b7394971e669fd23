import { Barrier } from "./barrier.ts";
import type { Arrays, EmittedGradients, EmittedModel, EmittedModule } from "./emitted-module.ts";
import { tensorsOf } from "./flat.ts";
import type { BatchPart, OpenTraining, SharedMemory, Step, WorkerState } from "./messages.ts";
import { ranges } from "./partition.ts";

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

  constructor(
    module: EmittedModule,
    gradients: EmittedGradients,
    { part, parts, shared, weights, slots }: OpenTraining,
  ) {
    this.#module = module;
    this.#gradients = gradients;
    this.#slots = slots;
    this.#range = ranges(gradients.gradients.length, parts)[part]!;
    gradients.weights.set(weights);
    if (shared !== undefined) this.#exchange = new Exchange(shared, part, parts, gradients.gradients.length);
  }

  /** The mean loss of this part, before the update. */
  async step({ batch, shares, learningRate, step }: Step): Promise<number> {
    const exchange = this.#exchange;
    if (exchange === undefined) {
      const loss = await this.#compute(batch);
      this.#update(learningRate, step);
      return loss;
    }
    const computed = await this.#compute(batch).catch((error: unknown) => {
      exchange.fail();
      return { error };
    });
    exchange.publish(this.#gradients.gradients);
    if (!exchange.failed) {
      exchange.meanGradient(shares, this.#range, this.#gradients.gradients);
      this.#update(learningRate, step);
    }
    exchange.share(this.#range, this.#gradients.weights);
    if (typeof computed !== "number") throw computed.error;
    if (exchange.failed) throw new OtherPartFailed();
    return computed;
  }

  state(): WorkerState {
    return { weights: this.#gradients.weights.slice(), slots: this.#slots.map((slot) => slot.slice()) };
  }

  weights({ weights, buffers }: EmittedModel): Arrays {
    return Object.fromEntries(tensorsOf(this.#gradients.weights, [...weights, ...buffers]));
  }

  close(): Promise<void> {
    return this.#gradients.close();
  }

  async #compute(batch: BatchPart | undefined): Promise<number> {
    if (batch === undefined) return 0;
    const { inputs, target, masks = [] } = this.#module.model;
    const ports = [...inputs, target!, ...masks];
    const arrays = [...batch.inputs, batch.target, ...batch.masks];
    return this.#gradients.compute(Object.fromEntries(ports.map(({ name }, index) => [name, arrays[index]!])));
  }

  #update(learningRate: number, step: number): void {
    const { from, to } = this.#range;
    const { weights, gradients } = this.#gradients;
    this.#module.update!(weights.subarray(from, to), gradients.subarray(from, to), this.#slots, learningRate, step);
  }
}

/** Another worker's error says why; this one only could not go on without it. */
export class OtherPartFailed extends Error {
  static readonly text = "another part of the batch failed";

  constructor() {
    super(OtherPartFailed.text);
  }
}

/** What workers tell each other in a step. All of them call `publish` and `share` once a step, whatever happens. */
class Exchange {
  readonly #barrier: Barrier;
  readonly #gradients: readonly Float32Array[];
  readonly #updated: Float32Array;
  readonly #part: number;

  constructor({ barrier, gradients, updated }: SharedMemory, part: number, parts: number, size: number) {
    this.#barrier = new Barrier(barrier, parts);
    const bytes = size * Float32Array.BYTES_PER_ELEMENT;
    this.#gradients = Array.from({ length: parts }, (_, other) => new Float32Array(gradients, other * bytes, size));
    this.#updated = new Float32Array(updated);
    this.#part = part;
  }

  fail(): void {
    this.#barrier.fail();
  }

  get failed(): boolean {
    return this.#barrier.failed;
  }

  /** Returns when the gradients of all parts are there. */
  publish(own: Float32Array): void {
    this.#gradients[this.#part]!.set(own);
    this.#barrier.wait();
  }

  /** Puts the mean over the whole batch into a range of `result`: a sum in the order of the parts, on every machine. */
  meanGradient(shares: readonly number[], { from, to }: { from: number; to: number }, result: Float32Array): void {
    this.#gradients.forEach((gradient, part) => {
      const share = shares[part]!;
      if (part === 0) for (let i = from; i < to; i++) result[i] = share * gradient[i]!;
      else if (share > 0) for (let i = from; i < to; i++) result[i] = result[i]! + share * gradient[i]!;
    });
  }

  /** Hands this worker's range of the weights to the others, and takes theirs. */
  share({ from, to }: { from: number; to: number }, weights: Float32Array): void {
    this.#updated.set(weights.subarray(from, to), from);
    this.#barrier.wait();
    weights.set(this.#updated.subarray(0, from));
    weights.set(this.#updated.subarray(to), to);
  }
}
