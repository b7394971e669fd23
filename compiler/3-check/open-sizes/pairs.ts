import type { AdmittedTogether } from "../../ir/admitted-sizes.ts";
import { type Atom, type Dim, isKnown, showDim, sizeAt, symbolsOf } from "../../ir/dim.ts";
import { admitsAll, type Judged } from "./judged.ts";
import { lettersOf } from "./size-checks.ts";

interface OfItsOwn {
  readonly areApart: true;
  /** By letter, for 1, 2, 3, …: whether the size is admitted. */
  readonly admits: readonly [readonly boolean[], readonly boolean[]];
}

interface Dependent {
  readonly areApart: false;
  readonly together: AdmittedTogether;
}

/** So many sizes of a letter that make a difference are paired with those of another. */
const mostDifferent = 200;

/** So many combinations are listed. */
const mostChoices = 100;

/** What is admitted of letters that meet in some check: whether they turn out not to depend on each other, or else which go together. */
export function choicesOf(
  names: readonly string[],
  bounds: readonly number[],
  checks: readonly Judged[],
): OfItsOwn | Dependent {
  const [first, second, ...others] = names as [string, string, ...string[]];
  if (others.length > 0) return { areApart: false, together: alike(names, Math.min(...bounds), checks) };
  const rows = classesOf(first, bounds[0]!, checks);
  const columns = classesOf(second, bounds[1]!, checks);
  const joint = checks.filter(isJoint);
  const byRow = new Map<string, Choice>();
  for (const row of rows.slice(0, mostDifferent)) {
    const fitting = columns
      .slice(0, mostDifferent)
      .filter(([b]) => admitsAll(joint, { [first]: row[0]!, [second]: b! }));
    const found = fitting.flat().sort((a, b) => a - b);
    const same = byRow.get(found.join());
    if (found.length > 0) byRow.set(found.join(), { first: [...(same?.first ?? []), ...row], second: found });
  }
  const choices = [...byRow.values()];
  const isWhole = rows.length <= mostDifferent && columns.length <= mostDifferent;
  if (isWhole && choices.length <= 1) {
    const [only = { first: [], second: [] }] = choices;
    return { areApart: true, admits: [spread(bounds[0]!, only.first), spread(bounds[1]!, only.second)] };
  }
  const listed = choices.slice(0, mostChoices).map((choice) => [choice.first.sort((a, b) => a - b), choice.second]);
  return { areApart: false, together: { names, choices: listed } };
}

interface Choice {
  readonly first: number[];
  readonly second: number[];
}

/** Whether a check sets one letter against another. */
function isJoint({ check }: Judged): boolean {
  return check.axes.some((axis) => lettersOf(axis).length > 1);
}

/** Of more than two letters only sizes that are all alike are tried. */
function alike(names: readonly string[], bound: number, checks: readonly Judged[]): AdmittedTogether {
  const sizes = Array.from({ length: bound }, (_, index) => index + 1);
  const found = sizes.filter((n) => admitsAll(checks, Object.fromEntries(names.map((name) => [name, n]))));
  const choices = found.slice(0, mostChoices).map((n) => names.map(() => [n]));
  return { names, choices };
}

/** The sizes of a letter that are admitted as far as it stands alone, parted into those that no check can tell apart. */
function classesOf(letter: string, bound: number, checks: readonly Judged[]): readonly (readonly number[])[] {
  const alone = checks.filter((each) => !isJoint(each) && each.check.letters.includes(letter));
  const dims = checks.filter(isJoint).flatMap(({ check }) => check.axes.flat());
  const atoms = new Map(dims.flatMap((dim) => atomsOf(dim, letter)).map((atom) => [showDim(atom), atom]));
  const classes = new Map<string, number[]>();
  for (let n = 1; n <= bound; n++) {
    if (!admitsAll(alone, { [letter]: n })) continue;
    const key = [...atoms.values()].map((atom) => atomKey(atom, letter, n)).join();
    const known = classes.get(key);
    if (known === undefined) classes.set(key, [n]);
    else known.push(n);
  }
  return [...classes.values()];
}

function atomsOf(dim: Dim, letter: string): readonly Dim[] {
  if (isKnown(dim)) return [];
  const atoms = dim.terms.flatMap((term) => term.atoms);
  return atoms.map(asDim).filter((atom) => lettersOf([atom]).includes(letter));
}

function asDim(atom: Atom): Dim {
  return { terms: [{ coefficient: 1, atoms: [atom] }] };
}

/** An atom with other letters besides may tell any two sizes apart. */
function atomKey(atom: Dim, letter: string, size: number): number {
  return symbolsOf(atom).length === 1 ? sizeAt(atom, { [letter]: size }) : size;
}

function spread(bound: number, sizes: readonly number[]): readonly boolean[] {
  const admitted = new Set(sizes);
  return Array.from({ length: bound }, (_, index) => admitted.has(index + 1));
}
