import { type Atom, type Dim, isKnown, symbolsOf, type Term } from "./dim.ts";

/** A size f of one symbol grows evenly: f(n + period) = f(n) + rise for every n. */
export interface Growth {
  readonly period: number;
  readonly rise: number;
}

/**
 * How a size grows with a symbol; undefined where it does not grow evenly (a product of symbols). A floor keeps this: with
 * g(n + p) = g(n) + r, and q = by / gcd(r, by), floor(g / by) rises by q * r / by every q * p.
 */
export function growthOf(dim: Dim, symbol: string): Growth | undefined {
  if (isKnown(dim)) return { period: 1, rise: 0 };
  const growths = dim.terms.map((term) => termGrowth(term, symbol));
  if (!growths.every((growth) => growth !== undefined)) return undefined;
  const period = growths.reduce((sum, growth) => leastCommonMultiple(sum, growth.period), 1);
  const rise = growths.reduce((sum, growth) => sum + growth.rise * (period / growth.period), 0);
  return { period, rise };
}

/**
 * After how many sizes of a symbol the atoms of a size have all risen evenly; undefined where one of them mixes it with
 * others inside a floor.
 */
export function periodOf(dim: Dim, symbol: string): number | undefined {
  if (isKnown(dim)) return 1;
  const atoms = dim.terms.flatMap((term) => term.atoms);
  const own = atoms.filter((atom) => symbolsOf(atomDim(atom)).includes(symbol));
  const growths = own.map((atom) => atomGrowth(atom, symbol));
  if (!growths.every((growth) => growth !== undefined)) return undefined;
  return growths.reduce((all, { period }) => leastCommonMultiple(all, period), 1);
}

function atomDim(atom: Atom): Dim {
  return { terms: [{ coefficient: 1, atoms: [atom] }] };
}

function termGrowth({ coefficient, atoms }: Term, symbol: string): Growth | undefined {
  const [atom, ...others] = atoms;
  if (atom === undefined) return { period: 1, rise: 0 };
  const growth = others.length > 0 ? undefined : atomGrowth(atom, symbol);
  return growth && { ...growth, rise: growth.rise * coefficient };
}

function atomGrowth(atom: Atom, symbol: string): Growth | undefined {
  if ("symbol" in atom) return atom.symbol === symbol ? { period: 1, rise: 1 } : undefined;
  const inner = growthOf(atom.floor, symbol);
  if (inner === undefined) return undefined;
  const times = atom.by / greatestCommonDivisor(inner.rise, atom.by);
  return { period: inner.period * times, rise: (inner.rise * times) / atom.by };
}

export function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : greatestCommonDivisor(b, a % b);
}
