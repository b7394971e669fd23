import { ZipError } from "./zip-error.ts";
import { signatures, sizes } from "./zip-format.ts";

/** An entry of the directory, at the end of the file. */
export interface ZipEntry {
  readonly name: string;
  readonly method: "stored" | "deflated";
  readonly crc32: number;
  /** Of the content, expanded. */
  readonly bytes: number;
  /** Where the packed content lies in the file. */
  readonly begin: number;
  readonly end: number;
}

/** As the directory describes it, before its own header was looked at. */
interface Described extends Omit<ZipEntry, "begin" | "end"> {
  readonly packedBytes: number;
  readonly headerAt: number;
}

const methods: Readonly<Record<number, ZipEntry["method"]>> = { 0: "stored", 8: "deflated" };
const inZip64 = 0xffffffff;
/** One makes a tensor. The limit bounds memory: an entry is 76 bytes of a file, and 800 once it is read. */
const mostEntries = 50_000;

/** Reads and checks a zip file's directory; every entry lies inside the file, apart from all others. Throws ZipError. */
export function readDirectory(file: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const { at: start, count, end } = findDirectory(view);
  if (count > mostEntries)
    throw new ZipError(`is refused: ${count.toLocaleString("en")} entries are far more than a state dict needs`);
  const entries: (ZipEntry & { readonly headerAt: number })[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    const { next, described } = describedAt(file, view, at, end);
    entries.push(located(view, described, start));
    at = next;
  }
  if (at !== end) throw new ZipError("is damaged: its directory is not as long as it says");
  checkApart(entries);
  const byName = new Map<string, ZipEntry>(entries.map((entry) => [entry.name, entry]));
  if (byName.size < entries.length) throw new ZipError("is damaged: two entries have one name");
  return byName;
}

/** The record at the very end says where the directory is; one of zip64 stands before it, which says so for large files. */
function findDirectory(view: DataView): { at: number; count: number; end: number } {
  const endAt = findEnd(view);
  let count = view.getUint16(endAt + 10, true);
  let bytes = view.getUint32(endAt + 12, true);
  let at = view.getUint32(endAt + 16, true);
  if (count === 0xffff || bytes === inZip64 || at === inZip64) {
    const largeAt = findLargeEnd(view, endAt);
    count = uint64(view, largeAt + 32);
    bytes = uint64(view, largeAt + 40);
    at = uint64(view, largeAt + 48);
  }
  if (at + bytes > endAt || count * sizes.entry > bytes)
    throw new ZipError("is damaged: its directory would lie outside of the file");
  return { at, count, end: at + bytes };
}

function findEnd(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - sizes.end - 0xffff);
  for (let at = view.byteLength - sizes.end; at >= earliest; at--) {
    if (view.getUint32(at, true) !== signatures.end) continue;
    // A comment may follow, up to the end of the file.
    if (at + sizes.end + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw new ZipError("is cut off: it begins as a zip file and has no directory at its end");
}

function findLargeEnd(view: DataView, endAt: number): number {
  const locatorAt = endAt - sizes.zip64Locator;
  if (locatorAt >= 0 && view.getUint32(locatorAt, true) === signatures.zip64Locator) {
    const at = uint64(view, locatorAt + 8);
    if (at + sizes.zip64End <= locatorAt && view.getUint32(at, true) === signatures.zip64End) return at;
  }
  throw new ZipError("is damaged: its zip64 record is missing");
}

function describedAt(
  file: Uint8Array,
  view: DataView,
  at: number,
  end: number,
): { next: number; described: Described } {
  if (at + sizes.entry > end || view.getUint32(at, true) !== signatures.entry)
    throw new ZipError("is damaged: an entry of its directory is cut off");
  const nameEnd = at + sizes.entry + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > end) throw new ZipError("is damaged: an entry of its directory is cut off");
  const name = new TextDecoder().decode(file.subarray(at + sizes.entry, nameEnd));
  if ((view.getUint16(at + 8, true) & 1) !== 0) throw new ZipError("is encrypted");
  const method = methods[view.getUint16(at + 10, true)];
  if (method === undefined) throw new ZipError(`is packed in a way that is not read (only stored and deflated are)`);
  const large = largeSizes(view, nameEnd, extraEnd);
  // In this order, those that the entry itself has no room for stand in the extra field.
  const size = (field: number) => (view.getUint32(field, true) === inZip64 ? large() : view.getUint32(field, true));
  const bytes = size(at + 24);
  const packedBytes = size(at + 20);
  const headerAt = size(at + 42);
  if (method === "stored" && bytes !== packedBytes) throw new ZipError(`is damaged: ${name} has two different lengths`);
  return { next, described: { name, method, crc32: view.getUint32(at + 16, true), bytes, packedBytes, headerAt } };
}

/** Gives the numbers of an entry's zip64 field, one after the other. */
function largeSizes(view: DataView, begin: number, end: number): () => number {
  let at = begin;
  while (at + 4 <= end && view.getUint16(at, true) !== 1) at += 4 + view.getUint16(at + 2, true);
  const fieldEnd = at + 4 <= end ? Math.min(end, at + 4 + view.getUint16(at + 2, true)) : end;
  let next = at + 4;
  return () => {
    if (next + 8 > fieldEnd) throw new ZipError("is damaged: an entry lacks its zip64 lengths");
    next += 8;
    return uint64(view, next - 8);
  };
}

/** Where an entry's content lies: behind a header of its own, before the directory. */
function located(view: DataView, described: Described, directoryAt: number): ZipEntry & { headerAt: number } {
  const { packedBytes, headerAt, ...entry } = described;
  if (headerAt + sizes.header > directoryAt || view.getUint32(headerAt, true) !== signatures.header)
    throw new ZipError(`is damaged: ${entry.name} is not where its directory says`);
  const begin = headerAt + sizes.header + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  const end = begin + packedBytes;
  if (end > directoryAt) throw new ZipError(`is damaged: ${entry.name} would reach beyond the file's entries`);
  return { ...entry, headerAt, begin, end };
}

/** Overlapping entries are how a small file claims to hold a large one many times. */
function checkApart(
  entries: readonly { readonly name: string; readonly headerAt: number; readonly end: number }[],
): void {
  let filled = 0;
  for (const { name, headerAt, end } of entries.toSorted((a, b) => a.headerAt - b.headerAt)) {
    if (headerAt < filled) throw new ZipError(`is damaged: ${name} overlaps another entry`);
    filled = end;
  }
}

/** Beyond 2^53 it is no longer exact, but then it is beyond any file, too. */
function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
