import { type ByteStore, readBytes, type StoredBytes } from "./byte-store.ts";
import type { LoadedExample } from "./make-example.ts";
import { packNumbers, unpackNumbers } from "./pack-numbers.ts";

/** A finished example. Its picture's numbers lie in a store; its points, which take little, beside it. */
export interface StoredExample extends Omit<LoadedExample, "input"> {
  readonly input: StoredBytes;
  readonly numbers: number;
}

export function storeExample(store: ByteStore, { input, ...rest }: LoadedExample): StoredExample {
  return { ...rest, input: store.put(packNumbers(input)), numbers: input.length };
}

/** The same example as was stored, to the bit. */
export function readExample({ input, numbers, ...rest }: StoredExample): LoadedExample {
  return { ...rest, input: unpackNumbers(readBytes(input), numbers) };
}
