import { crc32, inflateRawSync } from "node:zlib";
import { readDirectory, type ZipEntry } from "./zip-directory.ts";
import { ZipError } from "./zip-error.ts";

/** What compressed entries may grow to, all together: a multiple of the file, and this much for small files. */
const growth = 4;
const freeBytes = 2 ** 24;

/**
 * A zip file in memory. Its directory is checked as a whole at first: no entry lies outside of the file or over another one.
 * An entry is checked as it is read, against its length and CRC-32. What entries expand to is limited by the file's size.
 *
 * Own code, since the libraries for it believe what a directory says.
 */
export class ZipFile {
  readonly #file: Uint8Array;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  #inflatedBytes = 0;

  /** @throws ZipError */
  constructor(file: Uint8Array) {
    this.#file = file;
    this.#entries = readDirectory(file);
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Length of an entry's content in bytes, as the directory says; undefined where there is no such entry. */
  bytesOf(name: string): number | undefined {
    return this.#entries.get(name)?.bytes;
  }

  /** An entry's content; undefined where there is none of that name. Throws ZipError. */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    const content = this.#contentOf(entry);
    if (crc32(content) !== entry.crc32)
      throw new ZipError(`is damaged: the checksum of ${name} is not that of its bytes`);
    return content;
  }

  #contentOf({ name, method, bytes, begin, end }: ZipEntry): Uint8Array {
    const packed = this.#file.subarray(begin, end);
    if (method === "stored") return packed;
    this.#inflatedBytes += bytes;
    if (this.#inflatedBytes > this.#file.length * growth + freeBytes)
      throw new ZipError(`is refused: ${name} would expand to far more than the file's own size`);
    let content: Uint8Array;
    try {
      content = bytes === 0 ? new Uint8Array(0) : inflateRawSync(packed, { maxOutputLength: bytes });
    } catch (error) {
      const longer = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      throw new ZipError(`is damaged: ${name} ${longer ? "is longer than it says" : "can't be decompressed"}`);
    }
    if (content.length !== bytes)
      throw new ZipError(`is damaged: ${name} has ${content.length} bytes, where it says ${bytes}`);
    return content;
  }
}
