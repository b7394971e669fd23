import { createRequire } from "node:module";
import { join } from "node:path";

/** Whether a target works on this machine, and what it lacks where it doesn't. */
export interface Probe {
  readonly target: string;
  readonly works: boolean;
  /** What was found, or what is lacking and how to get it. */
  readonly detail: string;
}

interface Requirement {
  readonly target: string;
  /** What `kpc` can do with it here. */
  readonly use: string;
  /** Packages that emitted code imports, in the order in which they are tried. */
  readonly packages: readonly string[];
  /** Said where a package is there but does not load. */
  readonly whenBroken: string;
}

const requirements: readonly Requirement[] = [
  {
    target: "cpu",
    use: "compile, train, evaluate, predict",
    packages: ["onnxruntime-node"],
    whenBroken: "it has prebuilt code for Linux, macOS and Windows on x64 and arm64 only",
  },
  {
    target: "node-gpu",
    use: "compile",
    packages: ["@tensorflow/tfjs-node-gpu"],
    whenBroken: "it needs its native library, which its install step downloads, and CUDA",
  },
  {
    target: "webgpu",
    use: "compile",
    packages: ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-webgpu"],
    whenBroken: "reinstall it",
  },
  {
    target: "wasm",
    use: "compile",
    packages: ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm"],
    whenBroken: "reinstall it",
  },
  { target: "js", use: "compile", packages: ["@tensorflow/tfjs"], whenBroken: "reinstall it" },
];

/** Tries every target's packages: from the project at `root` first, then from kpc's own. Loads the default engine for real. */
export async function probeTargets(root: string): Promise<Probe[]> {
  return Promise.all(requirements.map((requirement) => probe(requirement, root)));
}

async function probe({ target, use, packages, whenBroken }: Requirement, root: string): Promise<Probe> {
  const found: string[] = [];
  for (const name of packages) {
    const version = versionOf(name, root);
    if (version === undefined) return { target, works: false, detail: `needs ${name}: npm install ${name}` };
    found.push(`${name} ${version}`);
  }
  const native = packages.find((name) => name === "onnxruntime-node" || name === "@tensorflow/tfjs-node-gpu");
  if (native !== undefined) {
    const problem = await loadProblem(native, root);
    if (problem !== undefined)
      return { target, works: false, detail: `${native} does not load (${problem}); ${whenBroken}` };
  }
  return { target, works: true, detail: `${found.join(", ")}: ${use}` };
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

async function loadProblem(name: string, root: string): Promise<string | undefined> {
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
