import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { RunError } from "../errors.ts";

/** Ends the name of what is being written; what a crash leaves behind can be told by it. */
export const temporarySuffix = ".tmp";

/**
 * Writes a file so that a crash at any moment, even a cut of power, leaves the old content or the new, never a part:
 * a temporary file beside it, flushed to the disk, then renamed over it. Throws RunError (exit code 3) where that
 * fails; the old content is still there then.
 */
export async function writeAtomically(path: string, content: string | Uint8Array) {
  // A name of its own, so that two processes that write one file never mix their bytes.
  const temporary = `${path}.${randomUUID().slice(0, 8)}${temporarySuffix}`;
  try {
    await writeAndFlush(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw writeError(error, path);
  }
  await flushFolder(dirname(path));
}

/** The error of a failed write, in a sentence. */
export function writeError(error: unknown, path: string): RunError {
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: "the disk is full",
    EDQUOT: "the disk quota is used up",
    EROFS: "the file system is read-only",
    EACCES: "permission denied",
    EPERM: "permission denied",
    ENOENT: "its folder is gone",
  };
  const reason = (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error));
  return new RunError(`${path} could not be written: ${reason}; what was saved before is unchanged`, 3, {
    cause: error,
  });
}

async function writeAndFlush(path: string, content: string | Uint8Array) {
  const file = await open(path, "w");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself last. Not every system can flush a folder; the rename is atomic all the same. */
async function flushFolder(path: string) {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows, and some network file systems.
  }
}
