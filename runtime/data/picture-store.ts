import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import type { BytePicture } from "../../lib/picture.ts";
import { RunError } from "../errors.ts";
import { reasonOf } from "../system-error.ts";

/** A decoded picture that every thread can read: its bytes lie in shared memory, or in a file that is open. */
export interface StoredPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly at: SharedArrayBuffer | { readonly file: number; readonly offset: number };
}

/** A quarter of the machine's memory: the rest is for the network, and for others. */
export function defaultMemory(): number {
  return Math.floor(totalmem() / 4);
}

/**
 * Keeps pictures that are decoded once: in memory as long as there is room, the others in a file of the system's temporary
 * folder, which has no name and is gone with the process.
 */
export class PictureStore {
  #room: number;
  #overflow: { readonly file: number; size: number } | undefined;

  /** `memory`: bytes. */
  constructor(memory: number = defaultMemory()) {
    this.#room = memory;
  }

  /** Throws RunError (3) where the disk is full. */
  put({ width, height, channels, data }: BytePicture): StoredPicture {
    if (data.byteLength > this.#room) return { width, height, channels, at: this.#spill(data) };
    this.#room -= data.byteLength;
    const at = new SharedArrayBuffer(data.byteLength);
    new Uint8Array(at).set(data);
    return { width, height, channels, at };
  }

  close(): void {
    if (this.#overflow !== undefined) closeSync(this.#overflow.file);
    this.#overflow = undefined;
  }

  #spill(data: Uint8Array): { readonly file: number; readonly offset: number } {
    this.#overflow ??= { file: openNameless(), size: 0 };
    const { file, size: offset } = this.#overflow;
    try {
      for (let done = 0; done < data.byteLength; )
        done += writeSync(file, data, done, data.byteLength - done, offset + done);
    } catch (error) {
      throw new RunError(`there is no room for decoded pictures in memory, nor in ${tmpdir()}: ${reasonOf(error)}`, 3, {
        cause: error,
      });
    }
    this.#overflow.size += data.byteLength;
    return { file, offset };
  }
}

/** A stored picture's bytes; read anew each time where they lie on the disk. */
export function readStored({ width, height, channels, at }: StoredPicture): BytePicture {
  if (at instanceof SharedArrayBuffer) return { width, height, channels, data: new Uint8Array(at) };
  const data = new Uint8Array(width * height * channels);
  for (let done = 0; done < data.byteLength; ) {
    const read = readSync(at.file, data, done, data.byteLength - done, at.offset + done);
    if (read === 0) throw new Error("the file of decoded pictures has been cut off");
    done += read;
  }
  return { width, height, channels, data };
}

/** A file that only its descriptor leads to. */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), "kpnet-pictures-"));
  const file = openSync(join(folder, "decoded"), "wx+");
  rmSync(folder, { recursive: true });
  return file;
}
