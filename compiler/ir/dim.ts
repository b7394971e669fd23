/**
 * Sizes of axes: whole numbers, or polynomials over named sizes and over floor-divisions of such polynomials, which is
 * all that convolution arithmetic needs: floor((H + 2p - d(k - 1) - 1) / s) + 1. A known size is always a plain number,
 * so that shapes of known sizes read and serialise as PyTorch prints them. Sums are kept in one canonical order, so two
 * sizes that are equal by these rules have the same text (`showDim`).
 */
export type Dim = number | SymbolicDim;

/** A sum of terms, in canonical order, at least one of which has an atom. */
export interface SymbolicDim {
  readonly terms: readonly Term[];
}

/** coefficient * atom * atom * ... */
export interface Term {
  readonly coefficient: number;
  readonly atoms: readonly Atom[];
}

/** A named size, or floor(of / by). */
export type Atom = { readonly symbol: string } | { readonly floor: SymbolicDim; readonly by: number };

export function symbol(name: string): SymbolicDim {
  return { terms: [{ coefficient: 1, atoms: [{ symbol: name }] }] };
}

export function isKnown(dim: Dim): dim is number {
  return typeof dim === "number";
}

export function addDim(a: Dim, b: Dim): Dim {
  if (isKnown(a) && isKnown(b)) return a + b;
  return normalise([...termsOf(a), ...termsOf(b)]);
}

export function subDim(a: Dim, b: Dim): Dim {
  return addDim(a, mulDim(b, -1));
}

export function mulDim(a: Dim, b: Dim): Dim {
  if (isKnown(a) && isKnown(b)) return a * b;
  const product: Term[] = [];
  for (const left of termsOf(a)) {
    for (const right of termsOf(b)) {
      const atoms = [...left.atoms, ...right.atoms].sort((x, y) => compareText(atomText(x), atomText(y)));
      product.push({ coefficient: left.coefficient * right.coefficient, atoms });
    }
  }
  return normalise(product);
}

/**
 * floor(a / by), for a whole number `by` of at least 1. What divides evenly is taken out of the floor, and a floor of a floor is
 * one: floor((floor(x / a) + c) / b) = floor((x + ac) / ab) for whole numbers.
 */
export function floorDivDim(a: Dim, by: number): Dim {
  if (isKnown(a)) return Math.floor(a / by);
  if (by === 1) return a;
  const even = a.terms.filter((term) => term.coefficient % by === 0);
  const rest = a.terms.filter((term) => term.coefficient % by !== 0);
  const whole = normalise(even.map((term) => ({ ...term, coefficient: term.coefficient / by })));
  const remainder = normalise(rest);
  if (isKnown(remainder)) return addDim(whole, Math.floor(remainder / by));
  const merged = mergedFloor(remainder, by);
  if (merged !== undefined) return addDim(whole, floorDivDim(merged.of, merged.by));
  const atom: Atom = { floor: remainder, by };
  return addDim(whole, { terms: [{ coefficient: 1, atoms: [atom] }] });
}

/** Quotients of sizes are exact as long as their numbers stay below this. */
const mostMerged = 2 ** 32;

/** `floor(x / a) + c` divided once more, as one division of what stands in the floor; undefined for all else. */
function mergedFloor({ terms }: SymbolicDim, by: number): { readonly of: Dim; readonly by: number } | undefined {
  const [first, constant, ...others] = terms;
  const [atom, ...more] = first!.atoms;
  if (atom === undefined || "symbol" in atom || more.length > 0 || first!.coefficient !== 1) return undefined;
  if (others.length > 0 || (constant !== undefined && constant.atoms.length > 0)) return undefined;
  const added = (constant?.coefficient ?? 0) * atom.by;
  if (by * atom.by > mostMerged || Math.abs(added) > mostMerged) return undefined;
  return { of: addDim(atom.floor, added), by: by * atom.by };
}

/** How many divisions stand in each other in a size. */
export function divisionsIn(dim: Dim): number {
  if (isKnown(dim)) return 0;
  const atoms = dim.terms.flatMap((term) => term.atoms);
  return atoms.reduce((most, atom) => Math.max(most, "symbol" in atom ? 0 : 1 + divisionsIn(atom.floor)), 0);
}

/** a / by where that comes out even for every value of the symbols, as far as the terms show it; else undefined. */
export function quotientOf(a: Dim, by: Dim): Dim | undefined {
  if (isKnown(a) && isKnown(by)) return a % by === 0 ? a / by : undefined;
  const [divisor, ...others] = termsOf(by);
  if (divisor === undefined || others.length > 0) return undefined;
  const quotients = termsOf(a).map((term) => termQuotient(term, divisor));
  return quotients.every((term) => term !== undefined) ? normalise(quotients) : undefined;
}

export function productOf(dims: readonly Dim[]): Dim {
  return dims.reduce<Dim>(mulDim, 1);
}

export function sumOf(dims: readonly Dim[]): Dim {
  return dims.reduce<Dim>(addDim, 0);
}

/** True where the two are the same for every value of their symbols, as far as the canonical form can tell. */
export function sameDim(a: Dim, b: Dim): boolean {
  return isKnown(a) || isKnown(b) ? a === b : showDim(a) === showDim(b);
}

/** True where the two are different for every value of their symbols; false also where that can't be told. */
export function surelyDiffer(a: Dim, b: Dim): boolean {
  const difference = subDim(a, b);
  return isKnown(difference) && difference !== 0;
}

/** The size that results when symbols take values; symbols that are not in `values` stay. */
export function substitute(dim: Dim, values: Readonly<Record<string, Dim>>): Dim {
  if (isKnown(dim)) return dim;
  return sumOf(
    dim.terms.map((term) =>
      term.atoms.reduce<Dim>((product, atom) => mulDim(product, substituteAtom(atom, values)), term.coefficient),
    ),
  );
}

/** The number that a size comes to. Every symbol in it must have a value. */
export function sizeAt(dim: Dim, values: Readonly<Record<string, number>>): number {
  if (isKnown(dim)) return dim;
  let sum = 0;
  for (const { coefficient, atoms } of dim.terms) {
    let product = coefficient;
    for (const atom of atoms) product *= atomValue(atom, values);
    sum += product;
  }
  return sum;
}

function atomValue(atom: Atom, values: Readonly<Record<string, number>>): number {
  if ("symbol" in atom) return values[atom.symbol]!;
  return Math.floor(sizeAt(atom.floor, values) / atom.by);
}

export function symbolsOf(dim: Dim): string[] {
  if (isKnown(dim)) return [];
  const names = new Set<string>();
  for (const atom of dim.terms.flatMap((term) => term.atoms)) {
    for (const name of "symbol" in atom ? [atom.symbol] : symbolsOf(atom.floor)) names.add(name);
  }
  return [...names];
}

/** As a person writes it: `2*H*W + floor((H - 1)/2) + 3`. */
export function showDim(dim: Dim): string {
  if (isKnown(dim)) return String(dim);
  return dim.terms
    .map(termText)
    .reduce((text, term) => (term.startsWith("-") ? `${text} - ${term.slice(1)}` : `${text} + ${term}`));
}

function termsOf(dim: Dim): readonly Term[] {
  if (!isKnown(dim)) return dim.terms;
  return dim === 0 ? [] : [{ coefficient: dim, atoms: [] }];
}

/** Adds up like terms, drops zeros, orders by the atoms' text with the plain number last. */
function normalise(terms: readonly Term[]): Dim {
  const sums = new Map<string, Term>();
  for (const term of terms) {
    const key = term.atoms.map(atomText).join("*");
    const known = sums.get(key);
    sums.set(key, { atoms: term.atoms, coefficient: term.coefficient + (known?.coefficient ?? 0) });
  }
  const kept = [...sums].filter(([, term]) => term.coefficient !== 0);
  if (kept.length === 0) return 0;
  if (kept.length === 1 && kept[0]![0] === "") return kept[0]![1].coefficient;
  kept.sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : compareText(a, b)));
  return { terms: kept.map(([, term]) => term) };
}

function substituteAtom(atom: Atom, values: Readonly<Record<string, Dim>>): Dim {
  if ("symbol" in atom) return values[atom.symbol] ?? symbol(atom.symbol);
  return floorDivDim(substitute(atom.floor, values), atom.by);
}

function termQuotient(term: Term, by: Term): Term | undefined {
  if (term.coefficient % by.coefficient !== 0) return undefined;
  const left = [...term.atoms];
  for (const atom of by.atoms) {
    const index = left.findIndex((candidate) => atomText(candidate) === atomText(atom));
    if (index < 0) return undefined;
    left.splice(index, 1);
  }
  return { coefficient: term.coefficient / by.coefficient, atoms: left };
}

function termText({ coefficient, atoms }: Term): string {
  const names = atoms.map(atomText);
  if (names.length === 0) return String(coefficient);
  if (coefficient === 1) return names.join("*");
  return coefficient === -1 ? `-${names.join("*")}` : `${coefficient}*${names.join("*")}`;
}

function atomText(atom: Atom): string {
  if ("symbol" in atom) return atom.symbol;
  const inner = showDim(atom.floor);
  return `floor(${/ [+-] /.test(inner) || inner.startsWith("-") ? `(${inner})` : inner}/${atom.by})`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
