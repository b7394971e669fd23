interface DtypeReader {
  /** PyTorch's name for it. */
  readonly torch: string;
  /** Of one number. */
  readonly bytes: number;
  /** From little-endian bytes, as nearly every machine's typed arrays are; `bytes` begins its own buffer. */
  readonly toFloat32: (bytes: Uint8Array<ArrayBuffer>) => Float32Array;
}

/** The dtypes that can be read. */
export const dtypes = {
  F32: { torch: "float32", bytes: 4, toFloat32: ({ buffer }) => new Float32Array(buffer) },
  F64: { torch: "float64", bytes: 8, toFloat32: ({ buffer }) => Float32Array.from(new Float64Array(buffer)) },
  F16: {
    torch: "float16",
    bytes: 2,
    toFloat32: ({ buffer }) => Float32Array.from(new Uint16Array(buffer), halfToNumber),
  },
  BF16: { torch: "bfloat16", bytes: 2, toFloat32: ({ buffer }) => bfloatToFloat32(new Uint16Array(buffer)) },
  I64: { torch: "int64", bytes: 8, toFloat32: ({ buffer }) => bigToFloat32(new BigInt64Array(buffer)) },
  I32: { torch: "int32", bytes: 4, toFloat32: ({ buffer }) => Float32Array.from(new Int32Array(buffer)) },
  I16: { torch: "int16", bytes: 2, toFloat32: ({ buffer }) => Float32Array.from(new Int16Array(buffer)) },
  I8: { torch: "int8", bytes: 1, toFloat32: ({ buffer }) => Float32Array.from(new Int8Array(buffer)) },
  U8: { torch: "uint8", bytes: 1, toFloat32: (bytes) => Float32Array.from(bytes) },
  BOOL: { torch: "bool", bytes: 1, toFloat32: (bytes) => Float32Array.from(bytes) },
} as const satisfies Readonly<Record<string, DtypeReader>>;

export type Dtype = keyof typeof dtypes;

export function isDtype(name: string): name is Dtype {
  return Object.hasOwn(dtypes, name);
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
function bfloatToFloat32(halves: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}

/** One by one, since a list of bigints would take several times the memory of both arrays. */
function bigToFloat32(integers: BigInt64Array): Float32Array {
  const numbers = new Float32Array(integers.length);
  for (const [index, integer] of integers.entries()) numbers[index] = Number(integer);
  return numbers;
}
