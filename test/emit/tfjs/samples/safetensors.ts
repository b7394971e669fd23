/**
 * Files of weights in the safetensors format, as the modules that kpc writes read and write them: eight bytes that say how
 * long the header is (little-endian), the header in JSON, then the tensors' bytes. https://github.com/huggingface/safetensors
 */

/** A tensor as a file holds it. */
export interface StoredTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** Float32 numbers in row order, and how they are arranged. */
export interface Float32Tensor {
  readonly key: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Weights by their keys: as they stand in a file, or as numbers alone. */
export type StateDict = ReadonlyMap<string, Float32Array | StoredTensor>;

/** The tensors of a file, none of which is copied. Throws where the bytes are no whole file. */
export function readSafetensors(file: Uint8Array | ArrayBuffer): Map<string, StoredTensor> {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  const header = headerOf(bytes);
  const body = bytes.subarray(8 + header.bytes);
  const tensors = new Map<string, StoredTensor>();
  for (const [key, value] of Object.entries(header.tensors)) {
    if (key === "__metadata__") continue;
    const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
    if (typeof dtype !== "string" || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2)
      throw new Error(`${key} is not described as a safetensors file does it`);
    const [begin, end] = offsets as [number, number];
    if (begin > end || end > body.length) throw new Error(`${key} is cut off: the file ends before its numbers do`);
    tensors.set(key, { dtype, shape, bytes: body.subarray(begin, end) });
  }
  return tensors;
}

/** Writes float32 tensors, in their order. */
export function writeSafetensors(tensors: readonly Float32Tensor[]): Uint8Array<ArrayBuffer> {
  let size = 0;
  const entries = tensors.map(({ key, shape, data }) => {
    const begin = size;
    size += data.byteLength;
    return [key, { dtype: "F32", shape, data_offsets: [begin, size] }] as const;
  });
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  // Spaces behind the JSON let the numbers begin at a multiple of eight.
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + size).fill(0x20, 8, 8 + headerBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(text, 8);
  let at = 8 + headerBytes;
  for (const { data } of tensors) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

/**
 * A copy of the numbers of a weight that has this shape. Throws, with its key, where it is not there or is another one; only
 * batch norm's counter of batches, which says nothing of what a network computes, may be missing.
 */
export function weightOf(weights: StateDict, key: string, shape: readonly number[]): Float32Array {
  const weight = weights.get(key);
  const count = shape.reduce((product, size) => product * size, 1);
  if (weight === undefined && isCounter(key)) return new Float32Array(count);
  if (weight === undefined) throw new Error(`there is no weight ${key}, but ${someOf(weights)}`);
  if (weight instanceof Float32Array) {
    if (weight.length === count) return weight.slice();
    throw new Error(`${key} has ${weight.length} numbers, not the ${count} of [${shape.join(", ")}]`);
  }
  if (weight.shape.join() !== shape.join())
    throw new Error(`${key} is [${weight.shape.join(", ")}] in the file, where the model has [${shape.join(", ")}]`);
  return numbersOf(key, weight, count);
}

function headerOf(file: Uint8Array): { bytes: number; tensors: Record<string, unknown> } {
  const start = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const bytes = file.length < 8 ? Number.NaN : Number(start.getBigUint64(0, true));
  const problem = "these bytes are no safetensors file, or the beginning of one";
  if (!(bytes <= file.length - 8)) throw new Error(problem);
  let tensors: unknown;
  try {
    tensors = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + bytes)));
  } catch {
    throw new Error(problem);
  }
  if (typeof tensors !== "object" || tensors === null) throw new Error(problem);
  return { bytes, tensors: tensors as Record<string, unknown> };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** Bytes a number. Counters of batches are int64 in PyTorch, all else is some kind of float. */
const sizes: Readonly<Record<string, number>> = { F32: 4, F64: 8, F16: 2, BF16: 2, I64: 8 };

function numbersOf(key: string, { dtype, bytes }: StoredTensor, count: number): Float32Array {
  const size = sizes[dtype];
  if (size === undefined || (dtype === "I64" && !isCounter(key)))
    throw new Error(`${key} is of dtype ${dtype}, where a weight is F32, F64, F16 or BF16`);
  if (bytes.length !== count * size) throw new Error(`${key} has ${bytes.length} bytes, not ${count * size}`);
  // A copy begins at a place that suits any kind of number. (What Node calls a Buffer is not copied by its slice.)
  const { buffer } = new Uint8Array(bytes);
  if (dtype === "F32") return new Float32Array(buffer);
  if (dtype === "F64") return new Float32Array(new Float64Array(buffer));
  if (dtype === "I64") return Float32Array.from(new BigInt64Array(buffer), Number);
  const halves = new Uint16Array(buffer);
  const numbers = new Float32Array(count);
  // bfloat16 is the upper half of a float32.
  if (dtype === "BF16") new Uint32Array(numbers.buffer).set(Uint32Array.from(halves, (half) => half << 16));
  else for (let at = 0; at < count; at++) numbers[at] = float16(halves[at]!);
  return numbers;
}

function isCounter(key: string): boolean {
  return key.endsWith("num_batches_tracked");
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function float16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** `conv1.weight, conv1.bias and 10 more`, for messages. */
function someOf(weights: StateDict): string {
  const keys = [...weights.keys()];
  if (keys.length === 0) return "none at all";
  const more = keys.length > 3 ? ` and ${keys.length - 3} more` : "";
  return `${keys.slice(0, 3).join(", ")}${more}`;
}
