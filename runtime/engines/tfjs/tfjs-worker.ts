import type { TfjsTargetName } from "../requirements.ts";
import { WorkerClient } from "../worker-client.ts";
import type { Answers, Request } from "./messages.ts";
import { findPackages } from "./packages.ts";

/** A thread that tfjs computes in. */
export type TfjsWorker = WorkerClient<Request, Answers>;

export interface StartedWorker {
  readonly worker: TfjsWorker;
  /** What computes, in words; empty where there is nothing to say. */
  readonly device: string;
}

/**
 * Starts a thread with a target's packages, from the project at `root` or from beside kpc, and its backend ready. Throws
 * TargetError where they aren't there, don't load, or have no device.
 */
export async function startTfjsWorker(target: TfjsTargetName, root: string): Promise<StartedWorker> {
  const load = findPackages(target, root);
  // In the bundle the thread is one file; from the sources Node needs tsx in order to read it.
  const entry = import.meta.url.endsWith(".ts") ? "./worker-from-source.mjs" : "./tfjs-worker.js";
  const worker: TfjsWorker = new WorkerClient(new URL(entry, import.meta.url));
  try {
    return { worker, device: await worker.request(load) };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}
