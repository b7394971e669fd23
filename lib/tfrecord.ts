import { crc32c } from "./crc32c.ts";

/**
 * One record of a TFRecord file: the length of its data as a 64-bit number, a checksum of that number, the data, and a checksum of
 * the data, all little-endian (https://www.tensorflow.org/tutorials/load_data/tfrecord). A file is its records, one after the other.
 */
export function tfRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(8 + 4 + data.length + 4);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(crc32c(record.subarray(0, 8))), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, masked(crc32c(data)), true);
  return record;
}

/** Turned and shifted, since a checksum of bytes that hold their own checksum says little. */
function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
