/**
 * How a value lies in tfjs. Programs speak of PyTorch's axes (batch, channels, height, width; out, in, height, width);
 * `layout[i]` is the axis of those that stands at place i of the tensor.
 */
export type Layout = readonly number[];

/** Feature maps have their channels last; all else lies as in the program. */
export function layoutOfValue(rank: number): Layout {
  return rank === 4 ? [0, 2, 3, 1] : plain(rank);
}

/** Filters are [height, width, in, out], matrices [in, out]. */
export function layoutOfWeight(rank: number): Layout {
  if (rank === 4) return [2, 3, 1, 0];
  return rank === 2 ? [1, 0] : plain(rank);
}

export function plain(rank: number): Layout {
  return Array.from({ length: rank }, (_, axis) => axis);
}

/** Sizes in the order in which they lie. */
export function stored<T>(sizes: readonly T[], layout: Layout): T[] {
  return layout.map((axis) => sizes[axis]!);
}

/** The permutation that `tf.transpose` needs between two layouts. */
export function permutation(from: Layout, to: Layout): number[] {
  return to.map((axis) => from.indexOf(axis));
}

export function sameLayout(a: Layout, b: Layout): boolean {
  return a.length === b.length && a.every((axis, place) => axis === b[place]);
}
