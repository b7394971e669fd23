/** What an alignment costs. Whole numbers, so that sums are exact and equal costs are equal. */
export interface AlignmentCosts<T> {
  /** Of two that stand for each other; Infinity where they can't. */
  readonly pair: (before: T, after: T) => number;
  /** Of one that has nothing opposite. */
  readonly alone: number;
  /** Decides between equally good alignments, the same in both directions. */
  readonly name: (item: T) => string;
}

/** Indices of two items that stand for each other, rising on both sides. */
export type AlignedPair = readonly [before: number, after: number];

/**
 * The alignment of two sequences that costs least: the pairs that stand for each other, everything else being alone (Needleman and
 * Wunsch, "A general method applicable to the search for similarities in the amino acid sequence of two proteins", 1970). Exact, in
 * time and memory of before x after. Aligned in the other direction, the pairs are the same.
 */
export function align<T>(before: readonly T[], after: readonly T[], costs: AlignmentCosts<T>): AlignedPair[] {
  const best = costsOfRests(before, after, costs);
  const at = (i: number, j: number): number => best[i * (after.length + 1) + j]!;
  const pairs: AlignedPair[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    const left = before[i]!;
    const right = after[j]!;
    if (at(i, j) === costs.pair(left, right) + at(i + 1, j + 1)) pairs.push([i++, j++]);
    else if (at(i, j) !== costs.alone + at(i, j + 1)) i++;
    else if (at(i, j) !== costs.alone + at(i + 1, j)) j++;
    else if (costs.name(left) <= costs.name(right)) i++;
    else j++;
  }
  return pairs;
}

/** Cell (i, j) is what the best alignment of before from i on with after from j on costs. */
function costsOfRests<T>(before: readonly T[], after: readonly T[], { pair, alone }: AlignmentCosts<T>): Float64Array {
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  for (let i = before.length; i >= 0; i--) {
    for (let j = after.length; j >= 0; j--) {
      if (i === before.length || j === after.length) {
        best[i * width + j] = alone * (before.length - i + after.length - j);
        continue;
      }
      best[i * width + j] = Math.min(
        pair(before[i]!, after[j]!) + best[(i + 1) * width + j + 1]!,
        alone + best[(i + 1) * width + j]!,
        alone + best[i * width + j + 1]!,
      );
    }
  }
  return best;
}
