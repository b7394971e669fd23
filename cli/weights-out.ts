import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { encodingOf, startBytes } from "../runtime/weights/open-weights.ts";
import { CommandError, exit } from "./exit.ts";

/** Weights are written over older weights, but over no other file: a slip of the keyboard must not cost anybody a spec. */
export async function refuseOverwriting(out: string): Promise<void> {
  const start = await startOf(out);
  if (start === undefined || start.length === 0 || encodingOf(start) !== undefined) return;
  throw new CommandError(exit.usage, `${out} is there, and is no file of weights: name another with --out`);
}

/** First bytes of a file; undefined where none can be read, which is for whoever writes to tell. */
async function startOf(path: string): Promise<Uint8Array | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile()) return undefined;
      const { buffer, bytesRead } = await file.read(new Uint8Array(startBytes));
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
