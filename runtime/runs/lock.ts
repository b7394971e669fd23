import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeError } from "../checkpoints/atomic-write.ts";
import { RunError } from "../errors.ts";

/** Does something while no other process trains in the run folder. Throws RunError (2) where one does. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const release = await lockRun(folder);
  try {
    return await work();
  } finally {
    await release();
  }
}

/**
 * Keeps a run folder for this process while it trains in it: two that resume one run would write one log. The file names
 * the process, so one that was killed leaves a lock that the next may take. Gives what releases it.
 *
 * Throws RunError (2) where another process trains there.
 */
async function lockRun(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, "lock");
  const holder = await holderOf(path);
  if (held.has(path) || (holder !== undefined && holder !== process.pid && isAlive(holder)))
    throw new RunError(
      `${folder} is being trained by another process (${holder ?? process.pid}); wait for it, or stop it first`,
      2,
    );
  if (holder !== undefined) await rm(path, { force: true });
  try {
    const file = await open(path, "wx");
    await file.writeFile(String(process.pid));
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST")
      throw new RunError(`${folder} is being trained by another process; wait for it, or stop it first`, 2);
    throw writeError(error, path);
  }
  held.add(path);
  return async () => {
    held.delete(path);
    await rm(path, { force: true });
  };
}

/** Locks of this process. One that names it and is not among them was left by an earlier process of that number. */
const held = new Set<string>();

/** Process that a lock names; undefined where there is no lock, NaN where it names none (it was being written). */
async function holderOf(path: string): Promise<number | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

/** Signal 0 reaches every process that is there; EPERM says that it is there and is somebody else's. */
function isAlive(pid: number): boolean {
  if (Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
