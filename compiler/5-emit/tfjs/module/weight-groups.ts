import { isKnown } from "../../../ir/dim.ts";
import type { Initialisation } from "../../../ir/graph.ts";
import { InternalError } from "../../../ir/internal-error.ts";
import type { ProgramWeight } from "../../../ir/program.ts";
import type { OutlinedProgram } from "../../outline/index.ts";
import { camelCase } from "./value-names.ts";

/** The weights that scopes of one function have, by keys that count from the scope. */
export interface WeightGroup {
  /** Of the function. */
  readonly name: string;
  readonly paths: readonly string[];
  /** Sizes in which the scopes differ. */
  readonly parameters: readonly string[];
  readonly entries: readonly WeightEntry[];
}

export type WeightEntry = OwnWeight | NestedWeights;

/** One weight; its sizes are code. */
export interface OwnWeight {
  readonly key: string;
  readonly rank: number;
  readonly sizes: readonly string[];
  readonly start: string;
}

/** All weights of a scope. */
export interface NestedWeights {
  readonly path: string;
  readonly group: WeightGroup;
  /** Code for the group's parameters. */
  readonly sizes: readonly string[];
}

export function isNested(entry: WeightEntry): entry is NestedWeights {
  return "group" in entry;
}

/** A number as several scopes have it. */
type Column = readonly number[];

/** Weights in groups, inner ones first, and what is left for the model itself. */
export function weightGroups({ program, routines }: OutlinedProgram): { groups: WeightGroup[]; own: WeightEntry[] } {
  const found: Found[] = [];
  for (const { name, paths } of routines) {
    const weights = paths.map((path) => under(path, program.weights));
    if (weights[0]!.length > 0) found.push(foundGroup(name, paths, weights, found));
  }
  const { entries } = foundGroup("", [""], [program.weights], found).group;
  return { groups: found.map(({ group }) => group), own: [...entries] };
}

interface Found {
  readonly group: WeightGroup;
  /** Of each of its paths, in order, what the parameters are there. */
  readonly values: readonly Column[];
}

function under(path: string, weights: readonly ProgramWeight[]): ProgramWeight[] {
  return weights
    .filter(({ key }) => key.startsWith(`${path}.`))
    .map((weight) => ({ ...weight, key: weight.key.slice(path.length + 1) }));
}

function foundGroup(
  name: string,
  paths: readonly string[],
  weights: readonly (readonly ProgramWeight[])[],
  inner: readonly Found[],
): Found {
  const parameters = new Parameters();
  const entries: WeightEntry[] = [];
  const [first] = weights;
  for (let place = 0; place < first!.length; ) {
    const nested = nestedAt(first![place]!.key, paths, inner);
    if (nested === undefined) {
      entries.push(
        ownWeight(
          weights.map((all) => all[place]!),
          parameters,
        ),
      );
      place += 1;
    } else {
      const { path, found } = nested;
      const columns = found.group.parameters.map((_, index) =>
        paths.map((outer) => valuesAt(found, joined(outer, path))[index]!),
      );
      const sizes = columns.map((column, index) =>
        parameters.code(column, `${camelCase(path)}${capitalised(found.group.parameters[index]!)}`),
      );
      entries.push({ path, group: found.group, sizes });
      place += first!.filter(({ key }) => key.startsWith(`${path}.`)).length;
    }
  }
  const values = paths.map((_, row) => parameters.columns.map((column) => column[row]!));
  return { group: { name, paths, parameters: parameters.names, entries }, values };
}

/** The largest group that holds a key, in all scopes. */
function nestedAt(
  key: string,
  paths: readonly string[],
  inner: readonly Found[],
): { path: string; found: Found } | undefined {
  const words = key.split(".");
  for (let count = 1; count < words.length; count++) {
    const path = words.slice(0, count).join(".");
    const found = inner.find(({ group }) => paths.every((outer) => group.paths.includes(joined(outer, path))));
    if (found !== undefined) return { path, found };
  }
  return undefined;
}

function valuesAt({ group, values }: Found, path: string): Column {
  return values[group.paths.indexOf(path)]!;
}

function joined(outer: string, path: string): string {
  return outer === "" ? path : `${outer}.${path}`;
}

function ownWeight(weights: readonly ProgramWeight[], parameters: Parameters): OwnWeight {
  const [{ key, value, initialisation }] = weights as readonly [ProgramWeight];
  const step = camelCase(key.split(".").slice(0, -1).join("."));
  const columns = value.shape.map((_, axis) => weights.map((weight) => known(weight, axis)));
  const sizes = columns.map((column, axis) => parameters.code(column, sizeName(step, axis, columns.length)));
  const starts = weights.map((weight) => weight.initialisation);
  return { key, rank: sizes.length, sizes, start: startCode(initialisation, starts, parameters, step) };
}

function known({ key, value }: ProgramWeight, axis: number): number {
  const dim = value.shape[axis]!;
  if (!isKnown(dim)) throw new InternalError(`the size of ${key} is not known`, "5-emit/tfjs");
  return dim;
}

/** `conv1Out` and `conv1In`, as PyTorch speaks of a layer's channels. */
function sizeName(step: string, axis: number, rank: number): string {
  const word = rank === 1 ? "size" : (["out", "in", "height", "width"][axis] ?? "size");
  return step === "" ? (word === "in" ? "inputs" : word === "out" ? "outputs" : word) : step + capitalised(word);
}

function startCode(
  first: Initialisation,
  all: readonly Initialisation[],
  parameters: Parameters,
  step: string,
): string {
  if (first.kind === "binomial") return "binomial";
  const number = (start: Initialisation) =>
    start.kind === "uniform"
      ? start.bound
      : start.kind === "normal"
        ? start.deviation
        : start.kind === "constant"
          ? start.value
          : 0;
  const numbers = all.map(number);
  if (first.kind !== "uniform") return `${first.kind}(${parameters.code(numbers, `${step}Start`)})`;
  // PyTorch's bounds are 1 / sqrt(fan-in), which says more than the number.
  const fans = numbers.map((bound) => Math.round(1 / bound ** 2));
  if (!fans.every((fan, row) => 1 / Math.sqrt(fan) === numbers[row]))
    return `uniform(${parameters.code(numbers, `${step}Bound`)})`;
  return `uniform(1 / Math.sqrt(${parameters.code(fans, `${step}FanIn`)}))`;
}

/** The numbers in which scopes differ, each once. */
class Parameters {
  readonly names: string[] = [];
  readonly columns: Column[] = [];

  /** Code for a number: itself where all scopes have it, a multiple of a parameter, or a new parameter. */
  code(column: Column, name: string): string {
    const [first] = column;
    if (column.every((number) => number === first)) return String(first);
    for (const [place, known] of this.columns.entries()) {
      const factor = first! / known[0]!;
      if (!Number.isInteger(factor) || !column.every((number, row) => number === factor * known[row]!)) continue;
      return factor === 1 ? this.names[place]! : `${factor} * ${this.names[place]}`;
    }
    let unused = name;
    for (let n = 2; this.names.includes(unused); n++) unused = `${name}${n}`;
    this.names.push(unused);
    this.columns.push(column);
    return unused;
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
