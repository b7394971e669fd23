import {
  addDim,
  type Dim,
  isKnown,
  mulDim,
  productOf,
  sameDim,
  showDim,
  symbol,
  symbolsOf,
  type Term,
} from "../../ir/dim.ts";
import type { Body } from "./body.ts";
import { mapSizes, type Sizes } from "./walk.ts";

/** One size as several bodies have it. */
type Column = readonly Dim[];

/** A size of a value that a routine is given; `symbol` stands for it in the routine. */
interface Source {
  readonly value: string;
  readonly axis: number;
  readonly column: Column;
  readonly symbol: Dim;
}

export interface Common {
  readonly body: Body;
  /** Names of the numbers that differ and follow from no shape. */
  readonly numbers: readonly string[];
  /** What those are, in each body. */
  readonly values: readonly (readonly Dim[])[];
}

/**
 * What bodies that differ in sizes only have in common: a size that differs becomes a symbol for an axis of something that the
 * routine is given, a product of such, or a number that it is handed.
 */
export function commonBody(bodies: readonly Body[]): Common {
  const found = bodies.map(sizesOf);
  const rows = found[0]!.map((sizes, place) => ({ ...sizes, columns: columnsOf(found.map((all) => all[place]!)) }));
  const names = new Set<string>();
  const sources: Source[] = [];
  for (const row of rows) if (row.of !== "made" && row.of !== "attribute") addSources(row, sources, names);
  const numbers = new Map<string, Dim>();
  const values: Column[] = [];

  const handed = (name: string, column: Column): Dim => {
    const key = `${name} ${JSON.stringify(column)}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const made = symbol(unused(name, names));
    numbers.set(key, made);
    values.push(column);
    return made;
  };
  const common = ({ of, name, columns }: (typeof rows)[number]): Dim[] =>
    columns.map((column, axis) => {
      const constant = constantOf(column);
      if (constant !== undefined) return constant;
      // A stride is no size, even if it should happen to be the same number.
      if (of === "attribute" && name === "stride") return handed(name, column);
      const known =
        sourceOf(column, axis, sources)?.symbol ?? openProduct(column, sources) ?? polynomial(column, sources);
      if (known !== undefined) return known;
      return of === "attribute"
        ? handed(name === "divisor" ? "count" : name, column)
        : symbol(unused("unknown", names));
    });
  let place = 0;
  const body = mapSizes(bodies[0]!, () => common(rows[place++]!));
  return {
    body,
    numbers: [...numbers.values()].map(showDim),
    values: bodies.map((_, row) => values.map((column) => column[row]!)),
  };
}

function sizesOf(body: Body): Sizes[] {
  const all: Sizes[] = [];
  mapSizes(body, (sizes) => {
    all.push(sizes);
    return sizes.dims;
  });
  return all;
}

function columnsOf(rows: readonly Sizes[]): Column[] {
  return rows[0]!.dims.map((_, axis) => rows.map(({ dims }) => dims[axis]!));
}

/** The size that a column is, if it is one; what sizes a model leaves open is nobody's constant, but for the batch. */
function constantOf(column: Column): Dim | undefined {
  const [first] = column;
  return !isOpen(first!) && column.every((dim) => sameDim(dim, first!)) ? first : undefined;
}

/** Whether a size speaks of what a model leaves open: a routine is not told that, but what it is given has such sizes. */
function isOpen(dim: Dim): boolean {
  return symbolsOf(dim).some((name) => name !== "batch");
}

/** The same size of something given; along the same axis, where there is one, since maps often are as high as wide. */
function sourceOf(column: Column, axis: number, sources: readonly Source[]): Source | undefined {
  const equal = sources.filter((one) => one.column.every((dim, row) => sameDim(dim, column[row]!)));
  return equal.find((one) => one.axis === axis) ?? equal[0];
}

function addSources(
  { of, name, columns }: Sizes & { readonly columns: readonly Column[] },
  sources: Source[],
  names: Set<string>,
): void {
  for (const [axis, column] of columns.entries()) {
    if (constantOf(column) !== undefined || sourceOf(column, axis, sources)?.axis === axis) continue;
    const called = axisName(of, axis, columns.length);
    sources.push({ value: name, axis, column, symbol: symbol(unused(called, names)) });
  }
}

function axisName(of: Sizes["of"], axis: number, rank: number): string {
  if (of === "weight") return axis === 0 ? "filters" : "depth";
  if (rank === 4) return ["batch", "channels", "height", "width"][axis]!;
  return axis === 1 && rank === 2 ? "features" : "size";
}

/** `batch * height * width`, or one less, of sizes of one value, where these are open. */
function openProduct(column: Column, sources: readonly Source[]): Dim | undefined {
  if (!column.every(isOpen)) return undefined;
  for (const value of new Set(sources.map((source) => source.value)))
    for (const some of subsets(sources.filter((source) => source.value === value)))
      for (const batch of [symbol("batch"), 1])
        for (const less of [0, 1]) {
          const product = (row: number) => productOf([batch, ...some.map((source) => source.column[row]!)]);
          if (column.every((dim, row) => sameDim(addDim(dim, less), product(row))))
            return addDim(productOf([batch, ...some.map((source) => source.symbol)]), -less);
        }
  return undefined;
}

/** A sum of products like `batch * height * width - 1`, whose factors are sizes of one value. */
function polynomial(column: Column, sources: readonly Source[]): Dim | undefined {
  if (column.some(isOpen)) return undefined;
  const rows = column.map(termsOf);
  const [first] = rows;
  if (rows.some((terms) => terms.length !== first!.length)) return undefined;
  let sum: Dim | undefined = 0;
  for (const [place, term] of first!.entries()) {
    const terms = rows.map((terms) => terms[place]!);
    if (terms.some(({ atoms }) => JSON.stringify(atoms) !== JSON.stringify(term.atoms))) return undefined;
    const factor = factorOf(
      terms.map(({ coefficient }) => coefficient),
      sources,
    );
    if (factor === undefined || sum === undefined) return undefined;
    sum = addTerm(sum, factor, term);
  }
  return sum;
}

function addTerm(sum: Dim, factor: Dim, { atoms }: Term): Dim {
  const rest: Dim = atoms.length === 0 ? 1 : { terms: [{ coefficient: 1, atoms }] };
  return addDim(sum, mulDim(factor, rest));
}

/** One number, or sizes of one value that come to the numbers when they are multiplied. */
function factorOf(numbers: readonly number[], sources: readonly Source[]): Dim | undefined {
  const constant = constantOf(numbers);
  if (constant !== undefined) return constant;
  for (const value of new Set(sources.map((source) => source.value))) {
    const own = sources.filter((source) => source.value === value && source.column.every(isKnown));
    for (const some of subsets(own)) {
      const shares = numbers.map(
        (number, row) => number / (productOf(some.map(({ column }) => column[row]!)) as number),
      );
      if (Number.isInteger(shares[0]) && shares.every((share) => share === shares[0]))
        return productOf([shares[0]!, ...some.map((source) => source.symbol)]);
    }
  }
  return undefined;
}

/** All subsets but the empty one. */
function subsets<T>(all: readonly T[]): T[][] {
  const found: T[][] = [];
  for (const one of all) found.push(...found.map((others) => [...others, one]), [one]);
  return found;
}

function unused(wanted: string, names: Set<string>): string {
  let name = wanted;
  for (let n = 2; names.has(name); n++) name = `${wanted}${n}`;
  names.add(name);
  return name;
}

function termsOf(dim: Dim): readonly Term[] {
  return isKnown(dim) ? [{ coefficient: dim, atoms: [] }] : dim.terms;
}
