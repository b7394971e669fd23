/**
 * Sizes that a letter may take: those in `below`, and from `from` on all whose remainder by `period` is among
 * `remainders`. Without remainders there are no others.
 */
export interface SizeSet {
  /** In order, all smaller than `from`. */
  readonly below: readonly number[];
  readonly from: number;
  readonly period: number;
  /** In order. */
  readonly remainders: readonly number[];
}

/**
 * The set of which the first sizes are known: `admits[n - 1]` says it of n. The last two of `period` must agree, which is
 * so once the set has become periodic; where they don't, it is taken to end with what is known.
 */
export function sizeSetOf(admits: readonly boolean[], period: number): SizeSet {
  const has = (n: number): boolean => admits[n - 1] ?? false;
  const last = admits.length;
  const known = Array.from(admits, (_, index) => index + 1);
  const isPeriodic = 2 * period <= last && known.slice(-period).every((n) => has(n) === has(n - period));
  const least = isPeriodic ? leastPeriod(known.slice(-period).map(has)) : 1;
  const remainders = isPeriodic ? remaindersOf(known.slice(-least).filter(has), least) : [];
  const isRegular = (n: number): boolean => has(n) === remainders.includes(n % least);
  const from = known.findLast((n) => !isRegular(n)) ?? 0;
  const first = known.find((n) => n > from && has(n)) ?? last + 1;
  return { below: known.slice(0, first - 1).filter(has), from: first, period: least, remainders };
}

/** The least divisor of a period that is one itself. */
function leastPeriod(turn: readonly boolean[]): number {
  for (let period = 1; period < turn.length; period++) {
    if (turn.length % period === 0 && turn.every((value, index) => value === turn[index % period])) return period;
  }
  return turn.length;
}

function remaindersOf(sizes: readonly number[], period: number): number[] {
  return sizes.map((n) => n % period).sort((a, b) => a - b);
}

export function hasSize({ below, from, period, remainders }: SizeSet, size: number): boolean {
  return size < from ? below.includes(size) : remainders.includes(size % period);
}

export function isEverySize({ from, period }: SizeSet): boolean {
  return from === 1 && period === 1;
}

/** The least size of a set; undefined where it has none. */
export function leastSize({ below, from, remainders }: SizeSet): number | undefined {
  return below[0] ?? (remainders.length > 0 ? from : undefined);
}

export function isEmptySize({ below, remainders }: SizeSet): boolean {
  return below.length === 0 && remainders.length === 0;
}

/** What stands behind the letters: `= 0 mod 32, at least 64`, `at least 7`, `= 48..55`, `of any size`. */
export function showSizeSet(set: SizeSet): string {
  const { below, from, period, remainders } = set;
  if (isEverySize(set)) return "of any size";
  if (isEmptySize(set)) return "of no size";
  if (remainders.length === 0) return `= ${showNumbers(below)}`;
  const also = below.length === 0 ? "" : `, also ${showNumbers(below)}`;
  if (period === 1) return `at least ${from}${also}`;
  const least = from === Math.min(...remainders.map((n) => n || period)) ? "" : `, at least ${from}`;
  return `= ${showNumbers(remainders, " or ")} mod ${period}${least}${also}`;
}

/** `1..3, 7`: three numbers in a row and more are written as a range. */
export function showNumbers(numbers: readonly number[], between = ", "): string {
  const runs: [number, number][] = [];
  for (const n of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === n - 1) run[1] = n;
    else runs.push([n, n]);
  }
  return runs.map((run) => showRun(run, between)).join(between);
}

function showRun([first, last]: readonly [number, number], between: string): string {
  if (first === last) return String(first);
  return last === first + 1 ? `${first}${between}${last}` : `${first}..${last}`;
}
