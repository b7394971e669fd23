/** Two places that belong together, and a name that decides between equally long chains. */
export interface Link {
  readonly before: number;
  readonly after: number;
  readonly name: string;
}

/**
 * The most links that stand in the same order on both sides: those that stayed where they were, while the others moved. Of several
 * such chains always the same one, in both directions. Time grows with the square of the links that are out of order.
 */
export function longestChain<L extends Link>(links: readonly L[]): L[] {
  const sorted = [...links].sort((a, b) => a.before - b.before);
  const byAfter = [...links].sort((a, b) => a.after - b.after);
  const first = sorted.findIndex((link, place) => link !== byAfter[place]);
  if (first < 0) return sorted;
  const last = sorted.findLastIndex((link, place) => link !== byAfter[place]);
  return [...sorted.slice(0, first), ...chainOf(sorted.slice(first, last + 1)), ...sorted.slice(last + 1)];
}

/** Of links that are sorted by their place before. */
function chainOf<L extends Link>(links: readonly L[]): L[] {
  const length = new Int32Array(links.length);
  const next = new Int32Array(links.length).fill(-1);
  let start = -1;
  const isBetter = (candidate: number, than: number): boolean =>
    than < 0 ||
    length[candidate]! > length[than]! ||
    (length[candidate] === length[than] && links[candidate]!.name < links[than]!.name);
  for (let i = links.length - 1; i >= 0; i--) {
    for (let j = i + 1; j < links.length; j++)
      if (links[j]!.after > links[i]!.after && isBetter(j, next[i]!)) next[i] = j;
    length[i] = 1 + (next[i]! < 0 ? 0 : length[next[i]!]!);
    if (isBetter(i, start)) start = i;
  }
  const chain: L[] = [];
  for (let at = start; at >= 0; at = next[at]!) chain.push(links[at]!);
  return chain;
}
