import { PickleError } from "./pickle-error.ts";

/** In bytes. PyTorch's own numbers have eight at most; longer ones take long to read. */
const longestInteger = 16;

/** Reads a pickle's bytes one after the other, never beyond their end; numbers are little-endian. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Of the next byte. */
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  byte(): number {
    return this.#view.getUint8(this.#step(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#step(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#step(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#step(4), true);
  }

  /** A length of eight bytes; what is longer than any pickle is refused. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.#step(8), true));
  }

  /** Big-endian, alone among pickle's numbers. */
  float64(): number {
    return this.#view.getFloat64(this.#step(8), false);
  }

  /** Two's complement; a bigint where a number would not hold it exactly. */
  integer(bytes: number): number | bigint {
    if (bytes > longestInteger)
      throw new PickleError(`holds a pickle with a number of ${bytes} bytes, far more than a state dict needs`);
    const digits = this.bytes(bytes);
    let value = 0n;
    for (const digit of digits.toReversed()) value = (value << 8n) | BigInt(digit);
    const signed = BigInt.asIntN(bytes * 8, value);
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  }

  bytes(count: number): Uint8Array {
    const from = this.#step(count);
    return this.#bytes.subarray(from, from + count);
  }

  text(bytes: number): string {
    const encoded = this.bytes(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(encoded);
    } catch {
      throw new PickleError("is damaged: a text in its pickle is not UTF-8");
    }
  }

  /** Up to a line feed, which is skipped. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.at);
    if (end < 0) throw new PickleError("is damaged: its pickle is cut off");
    const text = this.text(end - this.at);
    this.at = end + 1;
    return text;
  }

  /** Skips bytes and gives the place of the first. */
  #step(count: number): number {
    const from = this.at;
    if (count > this.#bytes.length - from) throw new PickleError("is damaged: its pickle is cut off");
    this.at = from + count;
    return from;
  }
}
