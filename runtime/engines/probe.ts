import { createRequire } from "node:module";
import { join } from "node:path";
import { packagesOf, requirements, type TargetName } from "./requirements.ts";
import { TargetError } from "./target-error.ts";
import { startTfjsWorker } from "./tfjs/index.ts";

/** Whether a target's engine works on this machine, and what it lacks where it doesn't. */
export interface Probe {
  readonly target: string;
  readonly works: boolean;
  /** What it needs, and which version is installed; null: none. */
  readonly packages: Readonly<Record<string, string | null>>;
  /** What computes, in words, where there is something to say. */
  readonly device: string | null;
  /** What is lacking, and how to get it; null where it works. */
  readonly problem: string | null;
  readonly remedy: string | null;
}

/**
 * Tries every target: its packages from the project at `root` first, then from beside kpc, and then the engine itself, in a
 * thread that ends again.
 */
export async function probeTargets(root: string): Promise<Probe[]> {
  return Promise.all((Object.keys(requirements) as TargetName[]).map((target) => probe(target, root)));
}

async function probe(target: TargetName, root: string): Promise<Probe> {
  const packages = Object.fromEntries(packagesOf(target).map((name) => [name, versionOf(name, root) ?? null]));
  const found = { target, packages };
  try {
    const device = await engineWorks(target, root);
    return { ...found, works: true, device: device === "" ? null : device, problem: null, remedy: null };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const { problem, remedy } = error;
    return { ...found, works: false, device: null, problem, remedy };
  }
}

/** What computes, in words; throws TargetError where the engine can't start. */
async function engineWorks(target: TargetName, root: string): Promise<string> {
  if (target === "cpu") {
    const problem = loadProblem("onnxruntime-node", root);
    if (problem !== undefined)
      throw new TargetError(`onnxruntime-node does not load (${problem})`, requirements.cpu.whenBroken);
    return "";
  }
  const { worker, device } = await startTfjsWorker(target, root);
  await worker.terminate();
  return device;
}

/** Version of an installed package, or undefined where there is none. */
export function versionOf(name: string, root: string): string | undefined {
  for (const require of requires(root)) {
    try {
      return (require(`${name}/package.json`) as { version: string }).version;
    } catch {
      // Not there, or not seen from there: try the next place.
    }
  }
  return undefined;
}

function loadProblem(name: string, root: string): string | undefined {
  let problem = "not found";
  for (const require of requires(root)) {
    try {
      require(name);
      return undefined;
    } catch (error) {
      problem = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    }
  }
  return problem;
}

function requires(root: string): NodeJS.Require[] {
  return [createRequire(join(root, "package.json")), createRequire(import.meta.url)];
}
