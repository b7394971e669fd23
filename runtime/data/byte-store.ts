import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { RunError } from "../errors.ts";
import { reasonOf } from "../system-error.ts";

/** Bytes that every thread can read: in shared memory, or in a file that is open. */
export type StoredBytes =
  | SharedArrayBuffer
  | { readonly file: number; readonly offset: number; readonly byteLength: number };

/** A quarter of the machine's memory: the rest is for the network, and for others. */
export function defaultMemory(): number {
  return Math.floor(totalmem() / 4);
}

/**
 * Keeps the bytes of pictures and examples, of all splits together: in memory as long as there is room, the others in a file of the
 * system's temporary folder, which has no name and is gone with the process.
 */
export class ByteStore {
  #room: number;
  #overflow: { readonly file: number; size: number } | undefined;

  /** `memory`: bytes. */
  constructor(memory: number = defaultMemory()) {
    this.#room = memory;
  }

  /** Throws RunError (3) where the disk is full. */
  put(bytes: Uint8Array): StoredBytes {
    if (bytes.byteLength > this.#room) return this.#spill(bytes);
    this.#room -= bytes.byteLength;
    const shared = new SharedArrayBuffer(bytes.byteLength);
    new Uint8Array(shared).set(bytes);
    return shared;
  }

  close(): void {
    if (this.#overflow !== undefined) closeSync(this.#overflow.file);
    this.#overflow = undefined;
  }

  #spill(bytes: Uint8Array): StoredBytes {
    this.#overflow ??= { file: openNameless(), size: 0 };
    const { file, size: offset } = this.#overflow;
    const { byteLength } = bytes;
    try {
      for (let done = 0; done < byteLength; ) done += writeSync(file, bytes, done, byteLength - done, offset + done);
    } catch (error) {
      throw new RunError(`there is no room for decoded pictures in memory, nor in ${tmpdir()}: ${reasonOf(error)}`, 3, {
        cause: error,
      });
    }
    this.#overflow.size += byteLength;
    return { file, offset, byteLength };
  }
}

/** Stored bytes; read anew each time where they lie on the disk. They begin at the start of their buffer. */
export function readBytes(stored: StoredBytes): Uint8Array {
  if (stored instanceof SharedArrayBuffer) return new Uint8Array(stored);
  const { file, offset, byteLength } = stored;
  const bytes = new Uint8Array(byteLength);
  for (let done = 0; done < byteLength; ) {
    const read = readSync(file, bytes, done, byteLength - done, offset + done);
    if (read === 0) throw new Error("the file of decoded pictures has been cut off");
    done += read;
  }
  return bytes;
}

/** A file that only its descriptor leads to. */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), "kpnet-pictures-"));
  const file = openSync(join(folder, "decoded"), "wx+");
  rmSync(folder, { recursive: true });
  return file;
}
