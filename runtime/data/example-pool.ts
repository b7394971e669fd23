import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Sample } from "../../compiler/datasets/reader.ts";
import type { ExampleReply, ExampleRequest, WorkerSettings } from "./example-worker.ts";
import type { LoadedExample } from "./make-example.ts";
import type { StoredPicture } from "./stored-picture.ts";

/** Half of the cores: the engine computes on all of them, and making examples takes less than training on them. */
export function defaultWorkers(): number {
  return Math.min(8, Math.max(1, Math.floor(availableParallelism() / 2)));
}

interface Waiting {
  readonly resolve: (example: LoadedExample) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Threads that make examples, started when the first one is asked for. What they make depends on what is asked for alone, not on how
 * many they are. The process lives on for an example that is asked for, and no longer.
 */
export class ExamplePool {
  readonly #settings: WorkerSettings;
  readonly #count: number;
  #threads: Thread[] | undefined;

  constructor(settings: WorkerSettings, count: number = defaultWorkers()) {
    this.#settings = settings;
    this.#count = Math.max(1, count);
  }

  /** Asks the thread that has least to do. */
  make(sample: Sample, picture: StoredPicture, epoch: number): Promise<LoadedExample> {
    this.#threads ??= Array.from({ length: this.#count }, () => new Thread(this.#settings));
    const thread = this.#threads.reduce((best, one) => (one.waiting < best.waiting ? one : best));
    return thread.make({ sample, picture, epoch });
  }

  /** Examples that are still under way are given up. */
  async close(): Promise<void> {
    await Promise.all((this.#threads ?? []).map((thread) => thread.close()));
    this.#threads = undefined;
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #ended: Error | undefined;

  constructor(settings: WorkerSettings) {
    this.#worker = startWorker(settings);
    this.#worker.on("message", (reply: ExampleReply) => this.#receive(reply));
    this.#worker.on("error", (error) => this.#end(new Error(`a thread that makes examples failed: ${error.message}`)));
    this.#worker.on("exit", () => this.#end(new Error("a thread that makes examples has ended")));
    this.#worker.unref();
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  make(asked: Omit<ExampleRequest, "id">): Promise<LoadedExample> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, ...asked } satisfies ExampleRequest);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(reply: ExampleReply): void {
    const waiting = this.#waiting.get(reply.id)!;
    this.#waiting.delete(reply.id);
    if ("example" in reply) waiting.resolve(reply.example);
    else waiting.reject(new Error(reply.problem));
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

/** In the bundle the worker is one file; from the sources Node needs tsx in order to read it. */
function startWorker(workerData: WorkerSettings): Worker {
  const entry = import.meta.url.endsWith(".ts") ? "./example-worker-from-source.mjs" : "./example-worker.js";
  return new Worker(new URL(entry, import.meta.url), { execArgv: [], workerData });
}
