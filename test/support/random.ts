import { countOf, type Tensor } from "./tensor.ts";

/** Mulberry32: numbers of [0, 1), the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Numbers of -1..1, the same for the same seed, none nearer to another or to 0 than 1e-3 / count: far enough from every
 * kink (of relu, of a maximum) for central differences.
 */
export function randomTensor(shape: readonly number[], seed: number): Tensor {
  const count = countOf(shape);
  const random = randomNumbers(seed);
  const places = Array.from({ length: count }, (_, i) => ({ i, order: random() })).sort((a, b) => a.order - b.order);
  const data = new Float64Array(count);
  // One number in each of `count` equal stretches, in its middle half, in shuffled order.
  places.forEach(({ i }, stretch) => {
    data[i] = ((stretch + 0.25 + random() / 2) / count) * 2 - 1;
  });
  return { shape, data };
}
