import { createRequire } from "node:module";
import { join } from "node:path";
import { type Requirement, requirements, type TargetName } from "./requirements.ts";
import { startTfjsWorker } from "./tfjs/index.ts";

/** Whether a target works on this machine, and what it lacks where it doesn't. */
export interface Probe {
  readonly target: string;
  readonly works: boolean;
  /** What was found, or what is lacking and how to get it. */
  readonly detail: string;
}

/**
 * Tries every target: its packages from the project at `root` first, then from beside kpc, and then the engine itself, in a
 * thread that ends again.
 */
export async function probeTargets(root: string): Promise<Probe[]> {
  return Promise.all((Object.keys(requirements) as TargetName[]).map((target) => probe(target, root)));
}

async function probe(target: TargetName, root: string): Promise<Probe> {
  const { packages, inNode, whenBroken }: Requirement = requirements[target];
  const lacking = packages.filter((name) => versionOf(name, root) === undefined);
  if (lacking.length > 0)
    return { target, works: false, detail: `needs ${lacking.join(" and ")}: npm install ${lacking.join(" ")}` };
  const found = packages.map((name) => `${name} ${versionOf(name, root)}`).join(", ");
  if (inNode !== undefined && versionOf(inNode, root) === undefined)
    return { target, works: true, detail: `${found}: compile; ${inRuns} need ${inNode} too: npm install ${inNode}` };
  try {
    const device = await engineWorks(target, root);
    return { target, works: true, detail: `${found}: compile, ${inRuns}${device === "" ? "" : ` (${device})`}` };
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    // What is emitted may still run in a browser.
    if (inNode !== undefined) return { target, works: true, detail: `${found}: compile; not ${inRuns}: ${problem}` };
    return { target, works: false, detail: `${problem}; ${whenBroken}` };
  }
}

const inRuns = "train, evaluate, predict";

/** What computes, in words; throws where the engine can't start. */
async function engineWorks(target: TargetName, root: string): Promise<string> {
  if (target === "cpu") {
    const problem = loadProblem("onnxruntime-node", root);
    if (problem !== undefined) throw new Error(`onnxruntime-node does not load (${problem})`);
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
