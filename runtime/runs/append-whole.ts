import { open } from "node:fs/promises";
import { writeError } from "../checkpoints/atomic-write.ts";

/**
 * Adds to the end of a file, and flushes. What can't be written whole (a full disk) is taken back, so that the file never ends in a part as
 * long as the process lives. Throws RunError (3).
 */
export async function appendWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const file = await open(path, "a");
    try {
      const { size } = await file.stat();
      try {
        await file.appendFile(content);
        await file.sync();
      } catch (error) {
        await file.truncate(size).catch(() => {});
        throw error;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw writeError(error, path);
  }
}
