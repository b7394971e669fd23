import { register } from "node:module";
import { type Requirement, requirements } from "../requirements.ts";
import { TargetError } from "../target-error.ts";
import { Device } from "./device.ts";
import type { Tf } from "./emitted-module.ts";
import type { Load } from "./messages.ts";
import { useWebGpu, type WebGpuPackage } from "./webgpu-in-node.ts";

/** tfjs on its backend. */
export interface Backend {
  readonly tf: Tf;
  readonly device: Device;
  /** What computes, in words; empty where there is nothing to say. */
  readonly description: string;
}

/** Loads a target's packages and has tfjs compute there. Throws TargetError where that fails. */
export async function loadBackend({ target, backend, packages, library, inNode }: Load): Promise<Backend> {
  const { whenBroken, whenNoDevice = whenBroken }: Requirement = requirements[target];
  usePackages(packages);
  const description = inNode === undefined ? "" : await useWebGpu((await load(inNode)) as WebGpuPackage);
  const tf = (await load(library)) as Tf;
  // Without this tfjs prints advice of its own.
  tf.enableProdMode();
  for (const name of Object.keys(packages)) if (name !== library && name !== inNode) await load(name);
  const chosen = await tf.setBackend(backend).catch(() => false);
  if (!chosen) throw new TargetError(`tfjs can't start its backend ${backend} for ${target}`, whenNoDevice);
  await tf.ready();
  if (runsWithoutGpu(tf)) throw new TargetError(`${target} finds no GPU`, whenNoDevice);
  return { tf, device: new Device(target, lossOfDevice(tf)), description };

  async function load(name: string): Promise<unknown> {
    try {
      return await import(packages[name]!);
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0]!.trim();
      throw new TargetError(`${name} does not load (${reason})`, whenBroken, { cause: error });
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

/** tfjs-node-gpu computes on the CPU where it finds no GPU. */
function runsWithoutGpu(tf: Tf): boolean {
  return (tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === false;
}

function lossOfDevice(tf: Tf): Promise<{ readonly message: string }> | undefined {
  return (tf.backend() as unknown as { device?: { lost: Promise<{ message: string }> } }).device?.lost;
}
