import { register } from "node:module";
import { RunError } from "../../errors.ts";
import { Device } from "./device.ts";
import type { Tf } from "./emitted-module.ts";
import type { Load } from "./messages.ts";

/** tfjs on its backend. */
export interface Backend {
  readonly tf: Tf;
  readonly device: Device;
  /** What computes, in words; empty where there is nothing to say. */
  readonly description: string;
}

/** Loads a target's packages and has tfjs compute there. Throws RunError (4) where that fails, with what to do about it. */
export async function loadBackend(request: Load): Promise<Backend> {
  const { target, backend, packages, library, inNode } = request;
  usePackages(packages);
  const description = inNode === undefined ? "" : await webGpuInNode(packages[inNode]!);
  const tf = (await load(library)) as Tf;
  // Without this tfjs prints advice of its own.
  tf.enableProdMode();
  for (const name of Object.keys(packages)) if (name !== library && name !== inNode) await load(name);
  const chosen = await tf.setBackend(backend).catch(() => false);
  if (!chosen) throw new RunError(`${target} does not work here: tfjs can't start its backend ${backend}`, 4);
  await tf.ready();
  return { tf, device: new Device(target, lossOfDevice(tf)), description };

  async function load(name: string): Promise<unknown> {
    try {
      return await import(packages[name]!);
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
      throw new RunError(`${name}, which ${target} needs, does not load: ${reason}`, 4, { cause: error });
    }
  }
}

/**
 * Has what this thread imports from now on find these packages wherever it lies: emitted code is in a run folder, which may
 * be outside of the project.
 */
function usePackages(packages: Load["packages"]): void {
  const hooks = `const packages = ${JSON.stringify(packages)};
export async function resolve(specifier, context, next) {
  const url = packages[specifier];
  return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
}`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}

interface Gpu {
  requestAdapter(): Promise<{ readonly info?: { readonly description: string; readonly vendor: string } } | null>;
}

/** Gives Node what a browser has: `navigator.gpu` and the constants beside it. Says what the adapter is. */
async function webGpuInNode(url: string): Promise<string> {
  const { create, globals } = await import(url).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new RunError(`the package webgpu does not load: ${reason}`, 4, { cause: error });
  });
  const gpu = create([]) as Gpu;
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (adapter === null)
    throw new RunError("webgpu finds no adapter: it needs a GPU with a Vulkan, Metal or Direct3D 12 driver", 4);
  return adapter.info?.description || adapter.info?.vendor || "";
}

function lossOfDevice(tf: Tf): Promise<{ readonly message: string }> | undefined {
  return (tf.backend() as unknown as { device?: { lost: Promise<{ message: string }> } }).device?.lost;
}
