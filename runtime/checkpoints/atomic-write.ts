import { randomUUID } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { RunError } from "../errors.ts";
import { reasonOf } from "../system-error.ts";

/** Ends the name of what is being written; what a crash leaves behind can be told by it. */
export const temporarySuffix = ".tmp";

/**
 * Writes a file so that a crash at any moment, even a cut of power, leaves the old content or the new, never a part:
 * a temporary file beside it, flushed to the disk, then renamed over it. Throws RunError (exit code 3) where that
 * fails; the old content is still there then.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await writeAllAtomically([{ path, content }]);
}

/**
 * The same for files that belong together: none is replaced before all of them are on the disk, so a disk that fills up
 * leaves all of the old ones.
 */
export async function writeAllAtomically(
  files: readonly { readonly path: string; readonly content: string | Uint8Array }[],
): Promise<void> {
  const written: { readonly temporary: string; readonly path: string }[] = [];
  let current = "";
  try {
    for (const { path } of files) {
      current = path;
      await refuseOtherThanFile(path);
    }
    for (const { path, content } of files) {
      // A name of its own, so that two processes that write one file never mix their bytes.
      const temporary = `${path}.${randomUUID().slice(0, 8)}${temporarySuffix}`;
      current = path;
      written.push({ temporary, path });
      await writeAndFlush(temporary, content);
    }
    for (const { temporary, path } of written) {
      current = path;
      await rename(temporary, path);
    }
  } catch (error) {
    await Promise.all(written.map(({ temporary }) => rm(temporary, { force: true }).catch(() => {})));
    throw writeError(error, current);
  }
  for (const folder of new Set(written.map(({ path }) => dirname(path)))) await flushFolder(folder);
}

/** The error of a failed write, in a sentence. */
export function writeError(error: unknown, path: string): RunError {
  const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "its folder is gone" : reasonOf(error);
  return new RunError(`${path} could not be written: ${reason}; what was saved before is unchanged`, 3, {
    cause: error,
  });
}

/** Renaming would put a file in the place of a device or a pipe. */
async function refuseOtherThanFile(path: string) {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined || stats.isFile()) return;
  throw new Error(stats.isDirectory() ? "it is a folder" : "what is there is no plain file");
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
