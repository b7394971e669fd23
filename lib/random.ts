import { threefry, type Words } from "./threefry.ts";

/**
 * What a stream of random numbers belongs to. Two streams whose keys differ in anything are unrelated, and a stream's
 * numbers depend on its key alone: adding a random step, an example or an epoch changes no other draw.
 */
export interface StreamKey {
  /** A whole number of 0 .. 2^53 - 1. */
  readonly seed: number;
  /** From 1; 0 for what is drawn once in a run. */
  readonly epoch?: number;
  /** The example's id; absent for what concerns none. */
  readonly example?: string;
  /** The step that draws: `example/augment.rotate`, `weight/conv1.weight`. */
  readonly path: string;
}

/** Random numbers of one key, the same on every machine. */
export interface Stream {
  /** 32 random bits: a whole number of 0 .. 2^32 - 1. */
  bits(): number;
  /** Of [0, 1), a multiple of 2^-24, so that it is the same number in float32. */
  uniform(): number;
  /** A whole number of 0 .. count - 1, each as likely as the others; count is of 1 .. 2^32. */
  below(count: number): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** A copy in random order (Fisher-Yates). */
  shuffled<T>(items: readonly T[]): T[];
}

export function stream({ seed, epoch = 0, example = "", path }: StreamKey): Stream {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`a seed is a whole number of 0 .. 2^53 - 1, not ${seed}`);
  const [pathLow, pathHigh] = hash64(path);
  const [exampleLow, exampleHigh] = hash64(example);
  const key: Words = [seed % 2 ** 32, Math.floor(seed / 2 ** 32), pathLow, pathHigh];
  const block = new Uint32Array(4);
  let used = 4;
  let blocks = 0;

  function bits(): number {
    if (used === 4) {
      threefry([blocks++, epoch, exampleLow, exampleHigh], key, block);
      used = 0;
    }
    return block[used++]!;
  }
  const uniform = () => (bits() >>> 8) / 2 ** 24;
  const below = (count: number) => {
    const limit = 2 ** 32 - (2 ** 32 % count);
    let number = bits();
    while (number >= limit) number = bits();
    return number % count;
  };
  return { bits, uniform, below, normal: polarNormal(uniform), shuffled: (items) => shuffled(items, below) };
}

/**
 * Marsaglia and Bray's polar method (1964). Both numbers that a pair gives are used. The logarithm is our own, since
 * `Math.log` may differ in the last bit between JavaScript engines.
 */
function polarNormal(uniform: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const number = spare;
      spare = undefined;
      return number;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const square = u * u + v * v;
      if (square === 0 || square >= 1) continue;
      const factor = Math.sqrt((-2 * naturalLog(square)) / square);
      spare = v * factor;
      return u * factor;
    }
  };
}

/**
 * ln x for x > 0, by arithmetic that IEEE 754 makes exact to the bit: x = m * 2^e with m in [0.71, 1.42), and
 * ln m = 2 (z + z^3/3 + z^5/5 + ...) with z = (m - 1)/(m + 1), |z| < 0.18.
 */
export function naturalLog(x: number): number {
  let m = x;
  let e = 0;
  for (; m < Math.SQRT1_2; e--) m *= 2;
  for (; m >= Math.SQRT2; e++) m /= 2;
  const z = (m - 1) / (m + 1);
  let sum = 0;
  for (let n = 21; n >= 1; n -= 2) sum = sum * z * z + 1 / n;
  return 2 * z * sum + e * Math.LN2;
}

function shuffled<T>(items: readonly T[], below: (count: number) => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

/** FNV-1a of 64 bits over the UTF-8 bytes (Fowler, Noll, Vo; RFC 9923), as its low and high word. */
export function hash64(text: string): readonly [low: number, high: number] {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return [Number(hash & 0xffffffffn), Number(hash >> 32n)];
}
