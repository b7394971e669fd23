import { type CpuWorker, startCpuWorker } from "./cpu-worker.ts";

/**
 * The threads that ONNX Runtime computes in. They are lent to trainers and predictors, and live as long as the process, since
 * onnxruntime-node 1.17 can't bear anything else: loading its native code lets go of a handle of the thread that loaded it
 * before (a C++ static), which corrupts memory when that thread has ended, or is busy. So no thread ever ends, a new one is
 * started only while all others rest, and the main thread never loads the package.
 */
class Threads {
  readonly #all = new Set<CpuWorker>();
  readonly #free: CpuWorker[] = [];
  #starting: Promise<unknown> = Promise.resolve();

  /** Throws RunError (4) where onnxruntime-node does not load. */
  async lend(count: number): Promise<CpuWorker[]> {
    const lent = this.#free.splice(0, count);
    try {
      while (lent.length < count) lent.push(await this.#startInTurn());
      return lent;
    } catch (error) {
      this.#free.push(...lent);
      throw error;
    }
  }

  /** Frees what the threads hold for their borrower. */
  async giveBack(lent: readonly CpuWorker[]): Promise<void> {
    const alive = lent.filter((worker) => !worker.ended);
    await Promise.all(alive.map((worker) => worker.request({ kind: "close" })));
    this.#free.push(...alive);
  }

  #startInTurn(): Promise<CpuWorker> {
    const started = this.#starting.then(() => this.#start());
    this.#starting = started.catch(() => undefined);
    return started;
  }

  async #start(): Promise<CpuWorker> {
    if ([...this.#all].some((worker) => worker.ended))
      throw new Error("a thread of the engine has ended, so that no other one can be started in this process");
    const resume = await Promise.all([...this.#all].map((worker) => worker.pause()));
    const worker = startCpuWorker();
    try {
      await worker.request({ kind: "load" });
      this.#all.add(worker);
      return worker;
    } finally {
      for (const go of resume) go();
    }
  }
}

export const threads = new Threads();
