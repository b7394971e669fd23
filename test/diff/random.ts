import { stream } from "../../lib/random.ts";

/** Whole numbers from a seed. */
export function pathStream(seed: number) {
  const draws = stream({ seed, path: "diff" });
  const below = (limit: number): number => Math.floor(draws.uniform() * limit);
  return {
    below,
    of: <T>(list: readonly T[]): T => list[below(list.length)]!,
    /** So many different whole numbers below a limit, rising. */
    some(limit: number, count: number): number[] {
      const left = Array.from({ length: limit }, (_, index) => index);
      const taken = Array.from({ length: Math.min(limit, count) }, () => left.splice(below(left.length), 1)[0]!);
      return taken.sort((a, b) => a - b);
    },
  };
}
