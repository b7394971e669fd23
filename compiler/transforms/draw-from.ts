import type { IntervalValue } from "../ir/parameters.ts";
import type { Draw } from "./transform.ts";

/** A number of the interval, each as likely as the others. */
export function between({ low, high }: IntervalValue, draw: Draw): number {
  return low + (high - low) * draw();
}

/** The items in random order (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], draw: Draw): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(draw() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}
