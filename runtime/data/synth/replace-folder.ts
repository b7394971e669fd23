import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { writeError } from "../../checkpoints/atomic-write.ts";
import { RunError } from "../../errors.ts";
import { makeFolder } from "../../runs/run-folder.ts";

/**
 * Makes a folder as a whole: `fill` writes into a new one beside it, which then takes its place. Where anything fails,
 * what was there before stays as it was and nothing else is left.
 *
 * @param marker a file that `fill` writes; a folder that has it may be replaced, another one that isn't empty may not.
 * @throws RunError (exit code 3), or what `fill` throws.
 */
export async function replaceFolder(
  out: string,
  marker: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  const target = resolve(out);
  await refuseForeign(target, out, marker);
  const partial = `${target}.partial`;
  const previous = `${target}.previous`;
  try {
    await rm(partial, { recursive: true, force: true });
    await makeFolder(dirname(target));
    await mkdir(partial);
    await fill(partial);
    await rm(previous, { recursive: true, force: true });
    await rename(target, previous).catch(unlessMissing);
    await rename(partial, target).catch(async (error: unknown) => {
      await rename(previous, target).catch(unlessMissing);
      throw error;
    });
    await rm(previous, { recursive: true, force: true });
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error instanceof RunError ? error : writeError(error, out);
  }
}

async function refuseForeign(target: string, out: string, marker: string): Promise<void> {
  const names = await readdir(target).catch((error: unknown): string[] => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code === "ENOTDIR") throw new RunError(`${out} is a file, where a folder should be made`, 3);
    throw writeError(error, out);
  });
  if (names.length > 0 && !names.includes(marker)) {
    throw new RunError(`${out} has files in it that kpc did not make: name another folder, or empty it first`, 3);
  }
}

function unlessMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}
