import { type Dim, isKnown, sizeAt, symbolsOf } from "../../ir/dim.ts";
import { leastCommonMultiple, periodOf } from "../../ir/dim-period.ts";
import { lettersOf, type SizeCheck, type Sizes } from "./size-checks.ts";

/** Beyond this no size is tried. */
const mostTried = 2048;

/** At least so many are. */
const leastTried = 64;

/** How far the sizes of a letter are tried, and after how many what a model admits comes again. */
export interface Reach {
  readonly bound: number;
  /** Undefined where nothing shows that it comes again before the bound. */
  readonly period: number | undefined;
}

/**
 * Every size of a step is made of parts that grow evenly with a letter (`periodOf`), and the shape rules compare such sizes with numbers and with
 * each other, or ask what divides them. So what is admitted is periodic, with the least common multiple of the periods, from
 * where all sizes have left the numbers that they are compared with behind. Two periods beyond that are tried.
 */
export function reachOf(letter: string, checks: readonly SizeCheck[]): Reach {
  const axes = checks.flatMap(({ axes: all, largest }) => all.map((dims) => ({ dims, largest })));
  const own = axes.filter(({ dims }) => lettersOf(dims).includes(letter));
  const period = commonPeriod(
    letter,
    own.flatMap(({ dims }) => dims.filter((dim) => symbolsOf(dim).includes(letter))),
  );
  const settled = Math.max(...own.map(({ dims, largest }) => settledFrom(letter, dims, largest)));
  const bound = Math.max(leastTried, settled + 2 * (period ?? mostTried));
  return { bound: Math.min(mostTried, bound), period };
}

function commonPeriod(letter: string, dims: readonly Dim[]): number | undefined {
  let period = 1;
  for (const dim of dims) {
    period = leastCommonMultiple(period, periodOf(dim, letter) ?? mostTried);
    if (period > mostTried / 4) return undefined;
  }
  return period;
}

/**
 * The first of the letter's sizes with which all on an axis is larger than the numbers that it is compared with, the other
 * letters being as small as leaves something of the axis.
 */
function settledFrom(letter: string, dims: readonly Dim[], largest: number): number {
  const moving = dims.filter((dim) => symbolsOf(dim).includes(letter));
  const least = Math.max(largest, ...dims.filter(isKnown));
  const all = lettersOf(moving);
  const alike = (n: number): Sizes => Object.fromEntries(all.map((name) => [name, n]));
  const smallest = firstSize((n) => moving.every((dim) => sizeAt(dim, alike(n)) > 0));
  return firstSize((n) => moving.every((dim) => sizeAt(dim, { ...alike(smallest), [letter]: n }) > least));
}

function firstSize(suits: (n: number) => boolean): number {
  let size = 1;
  while (size < mostTried && !suits(size)) size += 1;
  return size;
}

/** Sizes that a check admits, the smallest of those with all letters alike if there are any; undefined: none were found. */
export function someSizes({ letters, admits }: SizeCheck, bound: number): Sizes | undefined {
  for (let n = 1; n <= bound; n++) {
    const sizes = Object.fromEntries(letters.map((letter) => [letter, n]));
    if (admits(sizes)) return sizes;
  }
  const [first, second, ...others] = letters;
  if (first === undefined || second === undefined || others.length > 0) return undefined;
  for (let a = 1; a <= bound; a++) {
    for (let b = 1; b <= bound; b++) if (admits({ [first]: a, [second]: b })) return { [first]: a, [second]: b };
  }
  return undefined;
}
