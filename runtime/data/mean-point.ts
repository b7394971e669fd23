import type { Examples } from "./examples.ts";

/**
 * Where each point lies on average, without augmentation: what a network should beat that looks at no picture.
 * [points, 2]
 */
export function meanTarget({ plain, ids }: Examples): Float64Array {
  const mean = new Float64Array(plain.target(0, 1).target.length);
  for (const index of ids.keys()) {
    const { target } = plain.target(index, 1);
    for (let at = 0; at < mean.length; at++) mean[at]! += target[at]! / ids.length;
  }
  return mean;
}

/** Mean squared error, over all coordinates of all examples without augmentation, of always giving the same answer. */
export function errorOfConstant({ plain, ids }: Examples, answer: Float64Array): number {
  let sum = 0;
  for (const index of ids.keys()) {
    const { target } = plain.target(index, 1);
    for (let at = 0; at < answer.length; at++) sum += (target[at]! - answer[at]!) ** 2;
  }
  return sum / (ids.length * answer.length);
}
