import { Barrier } from "./barrier.ts";
import type { SharedMemory } from "./messages.ts";

/** Another worker's error says why; this one only could not go on without it. */
export class OtherPartFailed extends Error {
  static readonly text = "another part of the batch failed";

  constructor() {
    super(OtherPartFailed.text);
  }
}

/** What workers tell each other in a step. All of them call `publish` and `share` once a step, whatever happens. */
export class Exchange {
  readonly #barrier: Barrier;
  readonly #gradients: readonly Float32Array[];
  readonly #updated: Float32Array;
  readonly #sums: Float64Array;
  readonly #part: number;

  constructor({ barrier, gradients, updated, sums }: SharedMemory, part: number, parts: number, size: number) {
    this.#barrier = new Barrier(barrier, parts);
    const bytes = size * Float32Array.BYTES_PER_ELEMENT;
    this.#gradients = Array.from({ length: parts }, (_, other) => new Float32Array(gradients, other * bytes, size));
    this.#updated = new Float32Array(updated);
    this.#sums = new Float64Array(sums);
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

  /** The sum of one number of every worker, in the order of the parts; all of them ask for it, or none does. */
  sum(own: number): number {
    this.#sums[this.#part] = own;
    this.#barrier.wait();
    const total = this.#sums.reduce((sum, number) => sum + number, 0);
    // No worker may write its next number before all have read this one.
    this.#barrier.wait();
    return total;
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
