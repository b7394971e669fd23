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
  F64: { torch: "float64", bytes: 8, toFloat32: ({ buffer }) => new Float32Array(new Float64Array(buffer)) },
  F16: {
    torch: "float16",
    bytes: 2,
    toFloat32: ({ buffer }) => halfToFloat32(new Uint16Array(buffer)),
  },
  BF16: { torch: "bfloat16", bytes: 2, toFloat32: ({ buffer }) => bfloatToFloat32(new Uint16Array(buffer)) },
  I64: { torch: "int64", bytes: 8, toFloat32: ({ buffer }) => bigToFloat32(new BigInt64Array(buffer)) },
  I32: { torch: "int32", bytes: 4, toFloat32: ({ buffer }) => new Float32Array(new Int32Array(buffer)) },
  I16: { torch: "int16", bytes: 2, toFloat32: ({ buffer }) => new Float32Array(new Int16Array(buffer)) },
  I8: { torch: "int8", bytes: 1, toFloat32: ({ buffer }) => new Float32Array(new Int8Array(buffer)) },
  U8: { torch: "uint8", bytes: 1, toFloat32: (bytes) => new Float32Array(bytes) },
  BOOL: { torch: "bool", bytes: 1, toFloat32: (bytes) => new Float32Array(bytes) },
} as const satisfies Readonly<Record<string, DtypeReader>>;

export type Dtype = keyof typeof dtypes;

export function isDtype(name: string): name is Dtype {
  return Object.hasOwn(dtypes, name);
}

/** IEEE 754 binary16 has 1 bit of sign, 5 of exponent, 10 of fraction; these exponents mean zero, tiny, infinite or NaN. */
function rareHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const fraction = half & 0x3ff;
  if ((half & 0x7c00) === 0) return sign * fraction * 2 ** -24;
  return fraction === 0 ? sign * Infinity : NaN;
}

// Plain loops, since typed arrays' `from` takes half a microsecond for each number.

function halfToFloat32(halves: Uint16Array): Float32Array {
  const numbers = new Float32Array(halves.length);
  const bits = new Uint32Array(numbers.buffer);
  for (let index = 0; index < halves.length; index++) {
    const half = halves[index]!;
    const exponent = (half >> 10) & 0x1f;
    // Most numbers only need their exponent counted from -127 instead of -15, 13 more bits of fraction behind.
    if (exponent !== 0 && exponent !== 0x1f)
      bits[index] = ((half & 0x8000) << 16) | (((half & 0x7fff) << 13) + (112 << 23));
    else numbers[index] = rareHalf(half);
  }
  return numbers;
}

/** bfloat16 is the upper half of a float32. */
function bfloatToFloat32(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index++) bits[index] = halves[index]! << 16;
  return new Float32Array(bits.buffer);
}

function bigToFloat32(integers: BigInt64Array): Float32Array {
  const numbers = new Float32Array(integers.length);
  for (let index = 0; index < integers.length; index++) numbers[index] = Number(integers[index]);
  return numbers;
}
