import type { ExampleType } from "../ir/plan.ts";
import { range } from "../ir/range.ts";

/**
 * The example with points that lie as far from the middle of the picture (0.5) as `further` says of how far they did, in
 * shares of the picture, unless those that leave it are clamped or masked; anywhere, where they may lie anywhere. Rounded outwards to thousandths, for messages.
 */
export function widened(input: ExampleType, further: (reach: number) => number): ExampleType {
  if (input.leaving !== "keep") return input;
  const { low, high } = input.points.range;
  if (!Number.isFinite(high - low)) return input;
  const reach = further(Math.max(0.5 - low, high - 0.5));
  const to = Math.ceil((0.5 + reach) * 1000 - 1e-6) / 1000;
  return { ...input, points: { ...input.points, range: range(roundOff(1 - to), to) } };
}

function roundOff(number: number): number {
  return Number(number.toFixed(3));
}
