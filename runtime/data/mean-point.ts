import type { Examples } from "./examples.ts";

/**
 * Where each point lies on average where it is visible, without augmentation: what a network should beat that looks at no picture. The
 * middle of the picture for a point that no example shows.
 * [points, 2]
 */
export function meanTarget({ plain, ids }: Examples): Float64Array {
  const numbers = plain.target(0, 1).target.length;
  const sums = new Float64Array(numbers);
  const counts = new Float64Array(numbers);
  for (const index of ids.keys()) {
    const { target, visible } = plain.target(index, 1);
    for (let at = 0; at < numbers; at++) {
      if (visible?.[at >> 1] === 0) continue;
      sums[at]! += target[at]!;
      counts[at]! += 1;
    }
  }
  return sums.map((sum, at) => (counts[at] === 0 ? 0.5 : sum / counts[at]!));
}

/** Mean squared error, over all visible coordinates of all examples without augmentation, of always giving the same answer. */
export function errorOfConstant({ plain, ids }: Examples, answer: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const index of ids.keys()) {
    const { target, visible } = plain.target(index, 1);
    for (let at = 0; at < answer.length; at++) {
      if (visible?.[at >> 1] === 0) continue;
      sum += (target[at]! - answer[at]!) ** 2;
      count++;
    }
  }
  return sum / count;
}
