import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { temporarySuffix, writeAllAtomically, writeError } from "../checkpoints/atomic-write.ts";
import { RunError } from "../errors.ts";
import { reasonOf } from "../system-error.ts";

/** Where the parts of a run stand. */
export interface RunPaths {
  readonly folder: string;
  readonly record: string;
  readonly metrics: string;
  /** The examples that the run left out; absent where there are none. */
  readonly skipped: string;
  /** Folder of the same figures for TensorBoard. */
  readonly tensorboard: string;
  /** The state after the last finished epoch: weights, optimizer, position. */
  readonly last: string;
  /** The weights of the epoch with the lowest validation loss. */
  readonly best: string;
  /** The spec files that were trained, as they were. */
  readonly spec: string;
  /** The emitted code that runs. */
  readonly compiled: string;
}

export function runPaths(folder: string): RunPaths {
  return {
    folder,
    record: join(folder, "run.json"),
    metrics: join(folder, "metrics.jsonl"),
    skipped: join(folder, "skipped.json"),
    tensorboard: join(folder, "tensorboard"),
    last: join(folder, "checkpoints", "last.safetensors"),
    best: join(folder, "checkpoints", "best.safetensors"),
    spec: join(folder, "spec"),
    compiled: join(folder, "compiled"),
  };
}

/** Makes `<parent>/<experiment>-<n>` with the first free number, however many runs begin at once. Gives its path. */
export async function createNumberedFolder(parent: string, experiment: string): Promise<string> {
  await makeFolder(parent);
  for (let n = await firstFreeNumber(parent, experiment); ; n++) {
    const folder = join(parent, `${experiment}-${n}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw writeError(error, folder);
    }
  }
}

/** Makes a folder that the user named. One that holds anything is refused: no run overwrites another. */
export async function createNamedFolder(folder: string): Promise<string> {
  await makeFolder(folder);
  const contents = await readdir(folder);
  if (contents.length === 0) return folder;
  const hint = contents.includes("run.json") ? "; to go on with the run in it, resume it" : "";
  throw new RunError(`${folder} is not empty${hint}`, 2);
}

/** Writes files below a folder, all or none, making folders as they are needed. Paths have `/` and stay inside. */
export async function writeFiles(
  folder: string,
  files: readonly { readonly path: string; readonly content: string | Uint8Array }[],
): Promise<void> {
  const located = files.map(({ path, content }) => ({ path: join(folder, path), content }));
  for (const parent of new Set([folder, ...located.map(({ path }) => dirname(path))])) await makeFolder(parent);
  await writeAllAtomically(located);
}

/** Says that the code beside it is ES modules, whatever the project around the folder is; Node guesses and warns otherwise. */
export const modulePackage = { path: "package.json", content: '{ "type": "module" }\n' } as const;

/** Writes emitted code for a run. */
export async function writeCompiled(folder: string, files: Parameters<typeof writeFiles>[1]): Promise<void> {
  await writeFiles(folder, [...files, modulePackage]);
}

/** Makes a folder, and those around it, where they aren't there yet. Throws RunError (3). */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeFolders(resolve(folder));
  } catch (error) {
    const nowhere = (error as NodeJS.ErrnoException).code === "ENOENT";
    const reason = nowhere ? "the file system takes none" : reasonOf(error);
    throw new RunError(`the folder ${folder} could not be made: ${reason}`, 3, { cause: error });
  }
}

/** mkdir's own `recursive` never ends in /proc and /sys, where nothing can be made. */
async function makeFolders(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolders(parent);
  await mkdir(folder).catch(async (error: unknown) => {
    // Somebody else may have made it meanwhile.
    if (!(await isFolder(folder))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Removes what a crash left half-written. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const leftovers = names.filter((name) => name.endsWith(temporarySuffix));
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { force: true })));
}

async function firstFreeNumber(parent: string, experiment: string): Promise<number> {
  const numbers = (await readdir(parent))
    .filter((name) => name.startsWith(`${experiment}-`))
    .map((name) => name.slice(experiment.length + 1))
    .filter((number) => /^\d+$/.test(number))
    .map(Number);
  return Math.max(0, ...numbers) + 1;
}
