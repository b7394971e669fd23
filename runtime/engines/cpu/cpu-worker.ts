import { WorkerClient } from "../worker-client.ts";
import type { Answers, Request } from "./messages.ts";

/** A thread that ONNX Runtime computes in. */
export type CpuWorker = WorkerClient<Request, Answers>;

/** In the bundle the thread is one file; from the sources Node needs tsx in order to read it. */
export function startCpuWorker(): CpuWorker {
  const entry = import.meta.url.endsWith(".ts") ? "./worker-from-source.mjs" : "./cpu-worker.js";
  return new WorkerClient(new URL(entry, import.meta.url));
}
