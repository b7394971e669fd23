/**
 * The cumulative error distribution: for each error, the share of the faces that have at most that. A staircase from (0, 0) that ends
 * at `end`, as the points of a line.
 */
export function cumulativeDistribution(errors: readonly number[], end: number): readonly (readonly [number, number])[] {
  const sorted = [...errors].sort((a, b) => a - b);
  const steps = sorted.flatMap((error, index) => {
    if (error > end) return [];
    const [below, reached] = [index / sorted.length, (index + 1) / sorted.length];
    return [[error, below] as const, [error, reached] as const];
  });
  const last = sorted.filter((error) => error <= end).length / sorted.length;
  return [[0, 0], ...steps, [end, last]];
}

/** The value that so large a share of the numbers doesn't exceed. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}
