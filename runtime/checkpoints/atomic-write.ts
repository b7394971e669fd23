import * as fs from "node:fs/promises";
import { dirname } from "node:path";
import { RunError } from "../errors.ts";

/** What saving needs of the file system; tests hand in one that fails. */
export type FileSystem = Pick<typeof fs, "open" | "rename" | "rm">;

/**
 * Writes a file so that a crash at any moment, even a cut of power, leaves the old content or the new, never a part:
 * a temporary file beside it, flushed to the disk, then renamed over it. Throws RunError (exit code 3) where that
 * fails; the old content is still there then.
 */
export async function writeAtomically(path: string, content: string | Uint8Array, files: FileSystem = fs) {
  const temporary = `${path}.tmp`;
  try {
    await writeAndFlush(temporary, content, files);
    await files.rename(temporary, path);
  } catch (error) {
    await files.rm(temporary, { force: true }).catch(() => {});
    throw writeError(error, path);
  }
  await flushFolder(dirname(path), files);
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

async function writeAndFlush(path: string, content: string | Uint8Array, files: FileSystem) {
  const file = await files.open(path, "w");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself last. Not every system can flush a folder; the rename is atomic all the same. */
async function flushFolder(path: string, files: FileSystem) {
  try {
    const folder = await files.open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows, and some network file systems.
  }
}
