import { type Dim, isKnown, sizeAt, symbolsOf } from "../../ir/dim.ts";
import type { Demand, Graph, GraphNode } from "../../ir/graph.ts";
import type { ParameterValue, ParameterValues } from "../../ir/parameters.ts";
import { type Shape, showShape } from "../../ir/shape.ts";
import { opsByName } from "../../ops/index.generated.ts";
import { isProblem, type Op } from "../../ops/op.ts";
import { demandsOf } from "./demands.ts";

/** A number for each letter that a model leaves open. */
export type Sizes = Readonly<Record<string, number>>;

/** One thing that decides which sizes a model admits: a step, or two shapes that must be the same. */
export interface SizeCheck {
  /** Letters that it depends on. */
  readonly letters: readonly string[];
  /** The sizes that it compares with each other: axis by axis, or all at once where it doesn't judge each axis by itself. */
  readonly axes: readonly (readonly Dim[])[];
  /** No number of its parameters that it compares sizes with is larger. */
  readonly largest: number;
  readonly admits: (sizes: Sizes) => boolean;
  readonly about: GraphNode | Demand;
}

/** All checks of a model, in the order of its steps; steps that look at the same shapes in the same way are one. */
export function sizeChecksOf(graph: Graph): readonly SizeCheck[] {
  const shapes = new Map<string, Shape | undefined>(graph.inputs.map(({ name, shape }) => [name, shape]));
  const checks = new Map<string, SizeCheck>();
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((input) => shapes.get(input));
    shapes.set(node.path, node.shape);
    if (node.shape === undefined || !inputs.every((shape) => shape !== undefined)) continue;
    if (lettersIn([...inputs, node.shape]).length === 0) continue;
    const key = `${node.op} ${JSON.stringify(node.parameters)} ${inputs.map(showShape).join()}`;
    if (!checks.has(key)) checks.set(key, stepCheck(node, node.shape, inputs));
  }
  const demands = demandsOf(graph).map(demandCheck);
  return [...checks.values(), ...demands].filter(({ letters }) => letters.length > 0);
}

function stepCheck(node: GraphNode, output: Shape, inputs: readonly Shape[]): SizeCheck {
  const op = opsByName[node.op]!;
  const all = [...inputs, output];
  return {
    letters: lettersIn([...all, dimsIn(node.parameters)]),
    axes: axesOf(node, all),
    largest: largestOf(op, node.parameters, inputs),
    admits: (sizes) => takes(op, node, inputs, output, sizes),
    about: node,
  };
}

/** Whether the step's own shape rule takes such inputs, and makes of them what it made of the letters. */
function takes(op: Op, node: GraphNode, inputs: readonly Shape[], output: Shape, sizes: Sizes): boolean {
  const given = inputs.map((shape) => atSizes(shape, sizes));
  if (!given.every(isPossible)) return false;
  const made = op.shape(given, parametersAt(node.parameters, sizes));
  return !isProblem(made) && isPossible(made) && made.every((dim, axis) => dim === sizeAt(output[axis]!, sizes));
}

function demandCheck(demand: Demand): SizeCheck {
  const { declared, found } = demand;
  const all = [declared, found];
  return {
    letters: lettersIn(all),
    axes: byAxis(all),
    largest: 0,
    admits: (sizes) => declared.every((dim, axis) => sizeAt(dim, sizes) === sizeAt(found[axis]!, sizes)),
    about: demand,
  };
}

/**
 * A step judges each axis by itself where it joins values, and where it leaves every letter on its axis. All else (`flatten`,
 * `reshape`) may set one axis against another.
 */
function axesOf({ parameters, inputs }: GraphNode, shapes: readonly Shape[]): readonly (readonly Dim[])[] {
  const sameRank = shapes.every((shape) => shape.length === shapes[0]!.length);
  const stays = sameRank && byAxis(shapes).every(hasOneLetter);
  const apart = sameRank && (inputs.length > 1 || stays) && lettersOf(dimsIn(parameters)).length === 0;
  return apart ? byAxis(shapes) : [shapes.flat().filter((dim) => !isKnown(dim))];
}

function hasOneLetter(axis: readonly Dim[]): boolean {
  const letters = lettersOf(axis);
  return letters.length === 0 || (letters.length === 1 && axis.every((dim) => !isKnown(dim)));
}

function byAxis(shapes: readonly Shape[]): readonly (readonly Dim[])[] {
  return shapes[0]!.map((_, axis) => shapes.map((shape) => shape[axis]!));
}

export function atSizes(shape: Shape, sizes: Sizes): readonly number[] {
  return shape.map((dim) => sizeAt(dim, sizes));
}

function isPossible(shape: Shape): boolean {
  return shape.every((dim) => Number.isSafeInteger(dim) && (dim as number) >= 1);
}

/** Parameters with their sizes worked out. */
export function parametersAt(parameters: ParameterValues, sizes: Sizes): ParameterValues {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, valueAt(value, sizes)]));
}

function valueAt(value: ParameterValue, sizes: Sizes): ParameterValue {
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map((each) => valueAt(each, sizes));
  if ("terms" in value) return sizeAt(value, sizes);
  if (!("to" in value)) return value;
  const { to, from } = value;
  return { to: sizeAt(to, sizes), ...(from === undefined ? {} : { from: sizeAt(from, sizes) }) };
}

function dimsIn(parameters: ParameterValues): Dim[] {
  return Object.values(parameters).flatMap(dimsOf);
}

function dimsOf(value: ParameterValue): Dim[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object") return [];
  if (isList(value)) return value.flatMap(dimsOf);
  if ("terms" in value) return [value];
  return "to" in value ? [value.to, value.from ?? 0] : [];
}

/** Widths and groups are about channels: only a step on vectors compares them with what is made of letters. */
function largestOf(op: Op, parameters: ParameterValues, [input]: readonly Shape[]): number {
  const extent = op.window(parameters)?.extent ?? [];
  const compared = Object.entries(parameters).flatMap(([name, value]) => {
    const isAboutChannels = ["width", "size"].includes(op.parameters[name]!.kind) && input?.length !== 1;
    return isAboutChannels ? [] : dimsOf(value);
  });
  return Math.max(0, ...[...extent, ...compared].filter(isKnown));
}

function isList(value: ParameterValue): value is readonly ParameterValue[] {
  return Array.isArray(value);
}

function lettersIn(shapes: readonly Shape[]): string[] {
  return lettersOf(shapes.flat());
}

/** The letters of sizes, each once. */
export function lettersOf(dims: readonly Dim[]): string[] {
  return [...new Set(dims.flatMap(symbolsOf))];
}
