import { stream } from "../../../lib/random.ts";

/** Smooth random numbers of 0..1 over the plane: one anew at every whole number, straight lines between. */
export interface Noise {
  at(x: number, y: number): number;
}

/** Repeats after this many. */
const size = 128;

export function valueNoise(seed: number, subject: string): Noise {
  const random = stream({ seed, example: subject, path: "synth/noise" });
  const grid = Float32Array.from({ length: size * size }, random.uniform);
  return {
    at(x, y) {
      const left = Math.floor(x);
      const top = Math.floor(y);
      const u = x - left;
      const v = y - top;
      const column = left & (size - 1);
      const next = (left + 1) & (size - 1);
      const row = (top & (size - 1)) * size;
      const below = ((top + 1) & (size - 1)) * size;
      const upper = grid[row + column]! * (1 - u) + grid[row + next]! * u;
      const lower = grid[below + column]! * (1 - u) + grid[below + next]! * u;
      return upper * (1 - v) + lower * v;
    },
  };
}
