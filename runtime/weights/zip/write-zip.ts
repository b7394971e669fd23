import { crc32 } from "node:zlib";
import { ZipError } from "./zip-error.ts";
import { signatures, sizes } from "./zip-format.ts";

export interface ZipContent {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Where each entry's content begins, in bytes: as torch.save has it, so that a file can be mapped into memory. */
const alignment = 64;
/** Date fields can't say "no date"; this is 1980-01-01, so that the same content gives the same file. */
const noDate = 0x0021;
/** The version of the format that is needed to read it: 2.0. */
const needed = 20;
/** Bit 11: names are UTF-8. */
const flags = 1 << 11;

/** A zip file of uncompressed entries. Throws ZipError where it would not fit the format's 32-bit lengths. */
export function writeZip(contents: readonly ZipContent[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const add = (part: Uint8Array) => {
    parts.push(part);
    at += part.length;
  };
  for (const { name, content } of contents) {
    const encoded = new TextEncoder().encode(name);
    const common = { encoded, content, crc: crc32(content), headerAt: at };
    add(header(common));
    add(content);
    directory.push(directoryEntry(common));
  }
  const directoryAt = at;
  for (const entry of directory) add(entry);
  add(endRecord(directory.length, directoryAt, at - directoryAt));
  if (at >= 0xffffffff) throw new ZipError("would be over 4 GiB, more than this writer makes; use safetensors");
  return Buffer.concat(parts);
}

interface Entry {
  readonly encoded: Uint8Array;
  readonly content: Uint8Array;
  readonly crc: number;
  readonly headerAt: number;
}

function header({ encoded, content, crc, headerAt }: Entry): Uint8Array {
  const unpadded = headerAt + sizes.header + encoded.length + 4;
  const padding = Math.ceil(unpadded / alignment) * alignment - unpadded;
  const bytes = new Uint8Array(sizes.header + encoded.length + 4 + padding);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signatures.header, true);
  view.setUint16(4, needed, true);
  view.setUint16(6, flags, true);
  view.setUint16(12, noDate, true);
  view.setUint32(14, crc, true);
  view.setUint32(18, content.length, true);
  view.setUint32(22, content.length, true);
  view.setUint16(26, encoded.length, true);
  view.setUint16(28, 4 + padding, true);
  bytes.set(encoded, sizes.header);
  // An extra field that only pads, under the name that torch.save uses.
  view.setUint16(sizes.header + encoded.length, 0x4246, true);
  view.setUint16(sizes.header + encoded.length + 2, padding, true);
  return bytes;
}

function directoryEntry({ encoded, content, crc, headerAt }: Entry): Uint8Array {
  const bytes = new Uint8Array(sizes.entry + encoded.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signatures.entry, true);
  view.setUint16(4, needed, true);
  view.setUint16(6, needed, true);
  view.setUint16(8, flags, true);
  view.setUint16(14, noDate, true);
  view.setUint32(16, crc, true);
  view.setUint32(20, content.length, true);
  view.setUint32(24, content.length, true);
  view.setUint16(28, encoded.length, true);
  view.setUint32(42, headerAt, true);
  bytes.set(encoded, sizes.entry);
  return bytes;
}

function endRecord(count: number, directoryAt: number, directoryBytes: number): Uint8Array {
  if (count >= 0xffff) throw new ZipError("would have more entries than this writer makes; use safetensors");
  const bytes = new Uint8Array(sizes.end);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signatures.end, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, directoryBytes, true);
  view.setUint32(16, directoryAt, true);
  return bytes;
}
