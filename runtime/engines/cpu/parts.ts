import type { CpuWorker } from "./cpu-worker.ts";
import type { BatchPart } from "./messages.ts";
import { ranges } from "./partition.ts";

interface Examples {
  readonly from: number;
  readonly to: number;
}

/** Copies of some of the `count` examples that lie one after the other in an array. */
export function cut(array: Float32Array, count: number, { from, to }: Examples): Float32Array<ArrayBuffer> {
  const perExample = array.length / count;
  return array.slice(from * perExample, to * perExample);
}

/** All numbers of a part, in the order of the ports that take them. */
export function arraysOf({ inputs, target, targetWeight, masks }: BatchPart): readonly Float32Array[] {
  return [...inputs, target, ...(targetWeight === undefined ? [] : [targetWeight]), ...masks];
}

/** What a message hands over rather than copies. */
export function buffersOf(part: BatchPart): ArrayBuffer[] {
  return arraysOf(part).map(({ buffer }) => buffer as ArrayBuffer);
}

/** Has every worker predict its part of the examples; those for whom none is left have nothing to do. */
export async function predictInParts(
  workers: readonly CpuWorker[],
  inputs: readonly Float32Array[],
  count: number,
): Promise<readonly Float32Array[]> {
  const parts = ranges(count, workers.length).filter(({ from, to }) => from < to);
  const results = await Promise.all(
    parts.map((part, index) => {
      const own = inputs.map((input) => cut(input, count, part));
      return workers[index]!.request(
        { kind: "predict", inputs: own },
        own.map(({ buffer }) => buffer),
      );
    }),
  );
  return results[0]!.map((_, output) => joined(results.map((result) => result[output]!)));
}

/** One array after the other. */
export function joined(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
