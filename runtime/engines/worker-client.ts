import { Worker } from "node:worker_threads";
import { type AnswersTo, type Envelope, errorOf, type Message, type Reply } from "./worker-messages.ts";

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** A worker thread as seen from the main thread: requests and their answers. The other side is `answerRequests`. */
export class WorkerClient<Request extends Message, Answers extends AnswersTo<Request>> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #ended: Error | undefined;
  #paused: Promise<void> | undefined;
  #rested: (() => void) | undefined;

  /** `entry` is the file that the thread runs. */
  constructor(entry: URL) {
    this.#worker = new Worker(entry, { execArgv: [] });
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
  async request<R extends Request>(
    request: R,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Answers[R["kind"] & keyof Answers]> {
    while (this.#paused !== undefined) await this.#paused;
    if (this.#ended !== undefined) throw this.#ended;
    const envelope: Envelope<Request> = { id: this.#next++, request };
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

  /** Ends the thread once it has answered what it was asked. */
  async close(): Promise<void> {
    const resume = await this.pause();
    await this.terminate();
    resume();
  }

  /** Ends the thread; what it was doing is lost. */
  async terminate(): Promise<void> {
    this.#ended ??= new Error("the engine's thread is closed");
    await this.#worker.terminate();
  }

  #receive(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("answer" in reply) waiting?.resolve(reply.answer as never);
    else waiting?.reject(errorOf(reply.failure));
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
