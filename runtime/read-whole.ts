import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** Node reads no larger file in one go. */
const largest = 2 ** 31;

/**
 * A plain file's bytes. A folder, a pipe or a device (which may never end) is refused, and so is a file over 2 GiB.
 * `what` is what the file should be, for messages.
 *
 * @throws Error with a `code` of the operating system's where it can't be opened, or a sentence without its subject.
 */
export async function readWhole(path: string, what: string): Promise<Buffer> {
  // Without waiting for whoever writes into it, should it be a pipe.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (stats.isDirectory()) throw new Error(`is a folder, not ${what}`);
    if (!stats.isFile()) throw new Error(`is no plain file, and so not ${what}`);
    if (stats.size >= largest) throw new Error(`has ${(stats.size / 2 ** 30).toFixed(1)} GiB; up to 2 GiB are read`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
