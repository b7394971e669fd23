/** The outer product of row `size` of Pascal's triangle with itself, divided by its sum, row by row: 1 2 1, 2 4 2, 1 2 1 over 16. */
export function binomialFilter(size: number): number[] {
  let row = [1];
  while (row.length < size) row = [...row, 0].map((value, place) => value + (row[place - 1] ?? 0));
  return row.flatMap((down) => row.map((across) => (down * across) / 4 ** (size - 1)));
}
