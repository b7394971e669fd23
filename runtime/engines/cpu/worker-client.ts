import { Worker } from "node:worker_threads";
import { RunError } from "../../errors.ts";
import type { Answers, Envelope, Reply, Request } from "./messages.ts";

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** A worker as seen from the main thread: requests and their answers. */
export class WorkerClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #ended: Error | undefined;
  #paused: Promise<void> | undefined;
  #rested: (() => void) | undefined;

  constructor() {
    this.#worker = startWorker();
    this.#worker.on("message", (reply: Reply) => this.#receive(reply));
    this.#worker.on("error", (error) => this.#end(new Error(`the engine's thread failed: ${error.message}`)));
    this.#worker.on("exit", (code) => this.#end(new Error(`the engine's thread ended before its work (code ${code})`)));
    this.#worker.unref();
  }

  /** True where the thread ended by itself: it ran out of memory. */
  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /** Arrays in `transfer` are handed over rather than copied. */
  async request<R extends Request>(request: R, transfer: readonly ArrayBuffer[] = []): Promise<Answers[R["kind"]]> {
    while (this.#paused !== undefined) await this.#paused;
    if (this.#ended !== undefined) throw this.#ended;
    const envelope: Envelope = { id: this.#next++, request };
    return new Promise((resolve, reject) => {
      this.#waiting.set(envelope.id, { resolve, reject });
      // The process stays alive while there is something to wait for, and no longer.
      this.#worker.ref();
      this.#worker.postMessage(envelope, [...transfer]);
    });
  }

  /** Resolves when the thread rests; requests from now on wait until the function that it gives is called. */
  async pause(): Promise<() => void> {
    let resume = () => {};
    this.#paused = new Promise((resolve) => {
      resume = () => {
        this.#paused = undefined;
        resolve();
      };
    });
    if (this.#waiting.size > 0)
      await new Promise<void>((resolve) => {
        this.#rested = resolve;
      });
    return resume;
  }

  #receive(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("answer" in reply) waiting?.resolve(reply.answer as never);
    else waiting?.reject(errorOf(reply.problem));
    if (this.#waiting.size === 0) this.#rest();
  }

  #rest(): void {
    this.#worker.unref();
    this.#rested?.();
    this.#rested = undefined;
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#rest();
  }
}

function errorOf({ message, exitCode }: { message: string; exitCode: 3 | 4 | undefined }): Error {
  return exitCode === undefined ? new Error(message) : new RunError(message, exitCode);
}

/** In the bundle the worker is one file; from the sources Node needs tsx in order to read it. */
function startWorker(): Worker {
  const entry = import.meta.url.endsWith(".ts") ? "./worker-from-source.mjs" : "./cpu-worker.js";
  return new Worker(new URL(entry, import.meta.url), { execArgv: [] });
}
