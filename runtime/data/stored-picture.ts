import type { BytePicture } from "../../lib/picture.ts";
import { type ByteStore, readBytes, type StoredBytes } from "./byte-store.ts";

/** A decoded picture that every thread can read. */
export interface StoredPicture extends Omit<BytePicture, "data"> {
  readonly at: StoredBytes;
}

export function storePicture(store: ByteStore, { width, height, channels, data }: BytePicture): StoredPicture {
  return { width, height, channels, at: store.put(data) };
}

export function readPicture({ width, height, channels, at }: StoredPicture): BytePicture {
  return { width, height, channels, data: readBytes(at) };
}
