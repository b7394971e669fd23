import { countOf } from "./tensor.ts";

/** Weights and pictures that are not written down but computed from a hash, here and in scripts/goldens/hashed.py. */

/** A weight, bias or running statistic, so that values neither vanish nor grow from layer to layer. */
export function drawnWeight(key: string, shape: readonly number[]): Float32Array {
  const name = key.slice(key.lastIndexOf(".") + 1);
  if (name === "num_batches_tracked") return Float32Array.of(4);
  if (name === "running_var") return drawn(key, shape, 1, 3);
  if (name === "weight" && shape.length === 1) return drawn(key, shape, 0.5, 1.5);
  if (name === "weight") {
    const bound = Math.sqrt(6 / countOf(shape.slice(1))); // He's: a variance of 2 / fan_in
    return drawn(key, shape, -bound, bound);
  }
  return drawn(key, shape, -0.1, 0.1);
}

/** Numbers of [low, high). */
export function drawn(name: string, shape: readonly number[], low: number, high: number): Float32Array {
  const offset = offsetOf(name);
  const data = new Float32Array(countOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = low + (hash32(i + offset) / 2 ** 32) * (high - low);
  return data;
}

/** A 32-bit hash. */
export function hash32(number: number): number {
  let x = number >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97) >>> 0;
  return (x ^ (x >>> 15)) >>> 0;
}

/** FNV-1a of a name: where its numbers begin. */
function offsetOf(name: string): number {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  return state;
}
