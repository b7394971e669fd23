import type { Examples } from "./examples.ts";

/** Where each point lies on average: what a network should beat that looks at no picture. [points, 2] */
export async function meanTarget(examples: Examples): Promise<Float64Array> {
  const targets = await targetsOf(examples);
  const mean = new Float64Array(targets[0]!.length);
  for (const target of targets) {
    for (let index = 0; index < mean.length; index++) mean[index]! += target[index]! / targets.length;
  }
  return mean;
}

/** Mean squared error, over all coordinates of all examples, of always giving the same answer. */
export async function errorOfConstant(examples: Examples, answer: Float64Array): Promise<number> {
  let sum = 0;
  for (const target of await targetsOf(examples)) {
    for (let index = 0; index < answer.length; index++) sum += (target[index]! - answer[index]!) ** 2;
  }
  return sum / (examples.ids.length * answer.length);
}

/** Of the first epoch, where random steps move them. */
async function targetsOf(examples: Examples): Promise<readonly Float32Array[]> {
  return Promise.all(examples.ids.map(async (_, index) => (await examples.example(index, 1)).target));
}
