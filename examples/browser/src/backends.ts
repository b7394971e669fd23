import * as tf from "@tensorflow/tfjs";
import type * as NoseNet from "../generated/js/NoseNet.ts";

/** NoseNet as kpc compiled it; the modules of all targets have the same face. */
export type Model = typeof NoseNet;

interface Backend {
  readonly name: string;
  /** Loads the network's module, and with it the backend. */
  readonly module: () => Promise<Model>;
}

/** The fastest first. */
const backends: readonly Backend[] = [
  { name: "webgpu", module: webgpuModule },
  { name: "wasm", module: wasmModule },
  { name: "js", module: () => import("../generated/js/NoseNet.ts") },
];

async function webgpuModule(): Promise<Model> {
  if (!("gpu" in navigator)) throw new Error("this browser has no WebGPU");
  if ((await navigator.gpu.requestAdapter()) === null) throw new Error("this browser finds no GPU");
  return import("../generated/webgpu/NoseNet.ts");
}

async function wasmModule(): Promise<Model> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(new URL(".", document.baseURI).href);
  return import("../generated/wasm/NoseNet.ts");
}

export interface Opened {
  readonly model: Model;
  readonly backend: string;
  /** Why the faster ones don't run here. */
  readonly without: readonly string[];
  /** Rejects when the GPU goes away, and never where there is none. */
  readonly lost: Promise<never>;
}

/** The network on the fastest backend that works here, but none faster than `first`. Throws where none works. */
export async function openModel(first = "webgpu"): Promise<Opened> {
  const without: string[] = [];
  const begin = Math.max(
    0,
    backends.findIndex(({ name }) => name === first),
  );
  for (const { name, module } of backends.slice(begin)) {
    try {
      const model = await module();
      await model.ready();
      return { model, backend: name, without, lost: lossOfDevice() };
    } catch (error) {
      without.push(`${name}: ${reasonOf(error)}`);
    }
  }
  throw new Error(`No backend of tfjs works here. ${without.join("; ")}`);
}

function lossOfDevice(): Promise<never> {
  const { device } = tf.backend() as { device?: { lost: Promise<unknown> } };
  const lost = new Promise<never>((_, reject) => device?.lost.then(() => reject(new Error("the GPU was lost"))));
  // Whoever waits for it hears of it.
  lost.catch(() => {});
  return lost;
}

/** The backend to go on with where one broke down, if there is another. */
export function slowerThan(name: string): string | undefined {
  return backends[backends.findIndex((backend) => backend.name === name) + 1]?.name;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
