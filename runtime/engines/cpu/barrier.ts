const arrivals = 0;
const generation = 1;
const failure = 2;
const length = 3;

/** How often a thread looks before it goes to sleep: about 0.1 ms. */
const looks = 10_000;

/** A place where threads wait for each other. It blocks, so it is for worker threads only. */
export class Barrier {
  readonly #state: Int32Array;
  readonly #threads: number;

  /** All threads share `memory`, which begins as zeros. */
  constructor(memory: SharedArrayBuffer, threads: number) {
    this.#state = new Int32Array(memory);
    this.#threads = threads;
  }

  static memory(): SharedArrayBuffer {
    return new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Returns when all threads have called it, as often as each other. */
  wait(): void {
    const current = Atomics.load(this.#state, generation);
    if (Atomics.add(this.#state, arrivals, 1) === this.#threads - 1) {
      Atomics.store(this.#state, arrivals, 0);
      Atomics.add(this.#state, generation, 1);
      Atomics.notify(this.#state, generation);
      return;
    }
    // Others are mostly a few microseconds away, and waking up takes longer than that.
    for (let look = 0; look < looks; look++) if (Atomics.load(this.#state, generation) !== current) return;
    while (Atomics.load(this.#state, generation) === current) Atomics.wait(this.#state, generation, current);
  }

  /** Tells the others that this thread could not do its part. */
  fail(): void {
    Atomics.store(this.#state, failure, 1);
  }

  get failed(): boolean {
    return Atomics.load(this.#state, failure) === 1;
  }
}
