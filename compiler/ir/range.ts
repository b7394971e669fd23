/** The closed interval that the numbers of a value lie in; an unbounded end is -Infinity or Infinity (null in JSON). */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export const anyNumber: Range = { low: -Infinity, high: Infinity };

export function range(low: number, high: number): Range {
  return { low, high };
}

export function sameRange(a: Range, b: Range): boolean {
  return a.low === b.low && a.high === b.high;
}

/** True where every number of `inner` lies in `outer`. */
export function within(inner: Range, outer: Range): boolean {
  return inner.low >= outer.low && inner.high <= outer.high;
}

/** The range of f(x) for a function that never falls. */
export function monotone(input: Range, f: (x: number) => number): Range {
  return { low: f(input.low), high: f(input.high) };
}

export function hull(a: Range, b: Range): Range {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

/** `-0.5..0.5`, `0..`, `any`. */
export function showRange({ low, high }: Range): string {
  if (low === -Infinity && high === Infinity) return "any";
  return `${low === -Infinity ? "" : low}..${high === Infinity ? "" : high}`;
}
