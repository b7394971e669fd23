import { type Dtype, dtypes, isDtype } from "./safetensors-dtypes.ts";
import { stateDictBytes } from "./state-dict.ts";

/**
 * The safetensors format: eight bytes that say how long the header is (little-endian), the header in JSON, then the
 * tensors' bytes without holes. https://github.com/huggingface/safetensors
 */
export interface Tensor {
  readonly shape: readonly number[];
  /** In row order. */
  readonly data: Float32Array;
}

/** A tensor as a file's header describes it. */
export interface TensorDescription {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes that are no sound safetensors file, in one sentence. */
export class SafetensorsError extends Error {}

const lengthBytes = 8;
/** Some 100 bytes describe a tensor. The limit bounds memory: JSON takes up to ten times its length once it is read. */
const longestHeader = 16 * 2 ** 20;
const mostAxes = 64;

interface Entry extends TensorDescription {
  readonly begin: number;
  readonly end: number;
}

/** Writes a state dict, in the order of the map: float32, but for counters of batches, which are int64 as in PyTorch. */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  // Without a prototype, since a tensor may have any name.
  const header: Record<string, unknown> = Object.create(null);
  if (Object.keys(metadata).length > 0) header.__metadata__ = metadata;
  const contents = [...tensors].map(([name, { shape, data }]) => {
    if (name === "__metadata__") throw new SafetensorsError("a tensor can't be called __metadata__ in this format");
    if (elements(shape) !== data.length)
      throw new SafetensorsError(`${name}: ${data.length} numbers are not [${shape}]`);
    header[name] = { shape };
    return { name, shape, ...stateDictBytes(name, data) };
  });
  let dataBytes = 0;
  // Numbers of eight bytes first, so that each of them begins at a multiple of eight.
  contents.sort((a, b) => dtypes[b.dtype].bytes - dtypes[a.dtype].bytes);
  for (const { name, shape, dtype, bytes } of contents) {
    header[name] = { dtype, shape, data_offsets: [dataBytes, dataBytes + bytes.length] };
    dataBytes += bytes.length;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Spaces after the JSON let the tensors begin at a multiple of eight.
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(lengthBytes + headerBytes + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(" ".charCodeAt(0), lengthBytes, lengthBytes + headerBytes);
  file.set(text, lengthBytes);
  let at = lengthBytes + headerBytes;
  for (const { bytes } of contents) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

/**
 * Reads tensors, whatever their dtype, as float32. Nothing in the header is believed before it is checked, and nothing
 * larger than the file is ever allocated.
 *
 * @throws SafetensorsError
 */
export function readSafetensors(file: Uint8Array): TensorFile {
  const { entries, body, metadata } = readHeader(file);
  const tensors = new Map<string, Tensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    tensors.set(name, { shape, data: dtypes[dtype].toFloat32(new Uint8Array(body.subarray(begin, end))) });
  }
  return { tensors, metadata };
}

/** The tensors that a file holds, in its order; their numbers are not read. Throws SafetensorsError. */
export function describeSafetensors(file: Uint8Array): readonly TensorDescription[] {
  return readHeader(file).entries;
}

function readHeader(file: Uint8Array) {
  const headerBytes = headerLength(file);
  const header = parseHeader(file.subarray(lengthBytes, lengthBytes + headerBytes));
  const body = file.subarray(lengthBytes + headerBytes);
  const { __metadata__: metadata = {}, ...described } = header;
  const entries = Object.entries(described).map(([name, value]) => entryOf(name, value));
  checkLayout(entries, body.length);
  return { entries, body, metadata: checkedMetadata(metadata) };
}

function headerLength(file: Uint8Array): number {
  if (file.length < lengthBytes) throw new SafetensorsError(`is cut off: ${file.length} bytes are no safetensors file`);
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  if (length > file.length - lengthBytes) {
    throw new SafetensorsError(
      `is cut off: its header should have ${length} bytes, the file has ${file.length} in all`,
    );
  }
  if (length > longestHeader)
    throw new SafetensorsError(`is refused: a header of ${length} bytes is far more than a state dict needs`);
  return length;
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    header = JSON.parse(text);
  } catch {
    throw new SafetensorsError("is no safetensors file: its header is not JSON");
  }
  if (!isRecord(header)) throw new SafetensorsError("is no safetensors file: its header is not a JSON object");
  // The format forbids it, and JSON.parse keeps the last one without a word.
  if (countKeys(text) > Object.keys(header).length)
    throw new SafetensorsError("is damaged: its header describes two tensors of one name");
  return header;
}

function entryOf(name: string, value: unknown): Entry {
  if (!isRecord(value)) throw new SafetensorsError(`tensor ${name} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== "string" || !isDtype(dtype)) {
    const shown = typeof dtype === "string" ? `dtype ${JSON.stringify(dtype)}` : "no sound dtype";
    throw new SafetensorsError(`tensor ${name} has ${shown}; known are ${Object.keys(dtypes).join(", ")}`);
  }
  if (!isListOfSizes(shape) || shape.length > mostAxes) throw new SafetensorsError(`tensor ${name} has no sound shape`);
  if (!isListOfSizes(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    throw new SafetensorsError(`tensor ${name} has no sound data_offsets`);
  }
  const [begin, end] = offsets as [number, number];
  const needed = elements(shape) * dtypes[dtype].bytes;
  if (end - begin !== needed) {
    throw new SafetensorsError(
      `tensor ${name} has ${end - begin} bytes, where ${dtype} [${shape.join(", ")}] needs ${needed}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

/** Tensors follow each other without holes or overlaps, and fill the file. */
function checkLayout(entries: readonly Entry[], bodyBytes: number): void {
  let filled = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < filled) throw new SafetensorsError(`tensor ${name} overlaps another one`);
    if (begin > filled) throw new SafetensorsError(`${begin - filled} bytes before tensor ${name} belong to no tensor`);
    filled = end;
  }
  if (filled > bodyBytes)
    throw new SafetensorsError(`is cut off: ${filled - bodyBytes} bytes of its tensors are missing`);
  if (filled < bodyBytes) throw new SafetensorsError(`has ${bodyBytes - filled} bytes after its last tensor`);
}

function checkedMetadata(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value) || !Object.values(value).every((text) => typeof text === "string")) {
    throw new SafetensorsError("has metadata that is not text by key");
  }
  return value as Record<string, string>;
}

function elements(shape: readonly number[]): number {
  // The other sizes may overflow, and nothing times infinity is no number.
  if (shape.includes(0)) return 0;
  return shape.reduce((product, size) => product * size, 1);
}

/** Of the outermost object of a JSON text that is sound. */
function countKeys(json: string): number {
  let depth = 0;
  let keys = 0;
  // Texts as a whole, so that what stands in them counts for nothing.
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (token === ":" && depth === 1) keys += 1;
  }
  return keys;
}

function isListOfSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
