/** How a trainer uses threads: so many workers, each with a part of every batch and so many threads of its own. */
export interface Partition {
  readonly workers: number;
  readonly threadsEach: number;
}

/** Numbers that each worker holds of every weight: itself and its gradient. */
const copiesOfWeights = 2;
const bytesPerNumber = 4;
/** What copies of the weights may take in all. */
const memoryForCopies = 1024 ** 3;

/**
 * A worker a thread, where examples are independent: one thread on half a batch takes less time than two threads on a whole
 * one, since nothing waits within a step. Never more workers than examples, nor more copies of a large model than memory
 * should hold.
 */
export function partitionOf(request: {
  readonly threads: number;
  readonly batch: number;
  readonly independentExamples: boolean;
  readonly weights: number;
}): Partition {
  const { threads, batch, independentExamples, weights } = request;
  const room = Math.floor(memoryForCopies / Math.max(weights * copiesOfWeights * bytesPerNumber, 1));
  const workers = independentExamples ? Math.max(1, Math.min(threads, batch, room)) : 1;
  return { workers, threadsEach: Math.max(1, Math.floor(threads / workers)) };
}

/** Half-open ranges that part `count` things among so many as evenly as can be; later ones may be empty. */
export function ranges(count: number, parts: number): { readonly from: number; readonly to: number }[] {
  const least = Math.floor(count / parts);
  const larger = count % parts;
  const start = (part: number) => part * least + Math.min(part, larger);
  return Array.from({ length: parts }, (_, part) => ({ from: start(part), to: start(part + 1) }));
}
