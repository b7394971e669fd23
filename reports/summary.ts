import type { AdmittedSizes } from "../compiler/ir/admitted-sizes.ts";
import { type Dim, isKnown, showDim, sizeAt, symbolsOf } from "../compiler/ir/dim.ts";
import type { TypedGraph, TypedNode } from "../compiler/ir/graph.ts";
import { type Range, showRange } from "../compiler/ir/range.ts";
import type { Shape } from "../compiler/ir/shape.ts";
import { showAdmitted, showRefused } from "../compiler/ir/show-sizes.ts";
import { hasSize } from "../compiler/ir/size-set.ts";
import { roughly, showBytes, withSeparators } from "./numbers.ts";
import { type Column, renderTable } from "./table.ts";

/** A size: a number, or a formula such as `H - 2` where the model leaves sizes open. */
export type Size = number | string;

/** An end of a range that has none is null, as in JSON. */
export interface SummaryRange {
  readonly low: number | null;
  readonly high: number | null;
}

export interface SummaryStep {
  readonly path: string;
  /** The op's name; `input` for an input of the model. */
  readonly op: string;
  /** Channels, height, width, or features; the batch is not among them. */
  readonly shape: readonly Size[];
  readonly range: SummaryRange;
  readonly parameters: Size;
  /** For one example. */
  readonly multiplyAdds: Size;
  /** Pixels of the input that one number sees, [height, width]; null where it sees all of them. */
  readonly receptiveField: readonly [Size, Size] | null;
}

/** Plain data: what `kpc summary --json` prints. */
export interface Summary {
  readonly model: string;
  readonly parameters: Size;
  /** For one example, forward. */
  readonly multiplyAdds: Size;
  /** float32 values of all steps, for one example. */
  readonly activationBytes: Size;
  readonly inputs: readonly Pick<SummaryStep, "path" | "shape" | "range">[];
  readonly steps: readonly SummaryStep[];
  /** Of a model that leaves sizes open. */
  readonly sizes?: SummarySizes;
}

export interface SummarySizes {
  /** `H, W = 0 mod 32, at least 64`. */
  readonly admitted: string;
  /** Sizes up to this one were tried. */
  readonly bound: number;
  /** Sizes that it can't take, and why; null where it takes all. */
  readonly refused: string | null;
  /** Keys of weights whose shapes depend on the sizes. */
  readonly sizedWeights: readonly string[];
  /** What one example takes with all open sizes the same, for sizes that it takes of those that most people have in mind. */
  readonly work: readonly WorkAtSize[];
}

export interface WorkAtSize {
  readonly size: number;
  readonly multiplyAdds: number;
  readonly activationBytes: number;
}

/** Sizes of pictures that most people have in mind. */
const usualSizes = [64, 128, 256, 512];

export function summarise(graph: TypedGraph): Summary {
  return {
    model: graph.name,
    parameters: sizeOf(graph.cost.parameters),
    multiplyAdds: sizeOf(graph.cost.multiplyAdds),
    activationBytes: sizeOf(graph.cost.activationBytes),
    inputs: graph.inputs.map(({ name, shape, range }) => ({
      path: name,
      shape: sizesOf(shape),
      range: rangeOf(range),
    })),
    steps: graph.nodes.map(summariseStep),
    ...(graph.sizes === undefined ? {} : { sizes: summariseSizes(graph, graph.sizes) }),
  };
}

function summariseSizes({ cost }: TypedGraph, sizes: AdmittedSizes): SummarySizes {
  const { bound, refused, sizedWeights } = sizes;
  const admits = (size: number): boolean =>
    sizes.together.length === 0 && sizes.letters.every((letter) => hasSize(letter.sizes, size));
  const work = usualSizes.filter(admits).map((size) => {
    const at = (dim: Dim) => sizeAt(dim, Object.fromEntries(symbolsOf(dim).map((name) => [name, size])));
    return { size, multiplyAdds: at(cost.multiplyAdds), activationBytes: at(cost.activationBytes) };
  });
  return { admitted: showAdmitted(sizes), bound, refused: refused ? showRefused(refused) : null, sizedWeights, work };
}

function summariseStep({ path, op, shape, type, cost }: TypedNode): SummaryStep {
  const seen = cost.receptiveField;
  return {
    path,
    op,
    shape: sizesOf(shape),
    range: rangeOf(type.range),
    parameters: sizeOf(cost.parameters),
    multiplyAdds: sizeOf(cost.multiplyAdds),
    receptiveField: seen === undefined ? null : [sizeOf(seen[0]), sizeOf(seen[1])],
  };
}

/** The summary as a table, with the sums below it. */
export function renderSummary(summary: Summary): string {
  const inputs: Row[] = summary.inputs.map((input) => ({ ...input, op: "input" }));
  const { parameters, multiplyAdds } = summary;
  const total: Row = {
    path: "total",
    op: "",
    parameters,
    ...(typeof multiplyAdds === "number" ? { multiplyAdds } : {}),
  };
  const table = renderTable(columns, [...inputs, ...summary.steps, total], 1);
  return `${summary.model}\n\n${table}\n\n${inWords(summary)}\n${sizesInWords(summary.sizes)}`;
}

/** A step, an input or the sum: what is absent has an empty cell. */
type Row = Pick<SummaryStep, "path" | "op"> & Partial<SummaryStep>;

const columns: readonly Column<Row>[] = [
  { title: "step", align: "left", cell: ({ path }) => path },
  { title: "op", align: "left", cell: ({ op }) => op },
  { title: "shape", align: "left", cell: ({ shape }) => (shape === undefined ? "" : `[${shape.join(", ")}]`) },
  { title: "range", align: "left", cell: ({ range }) => (range === undefined ? "" : showRange(bounded(range))) },
  { title: "parameters", align: "right", cell: ({ parameters }) => count(parameters) },
  { title: "multiply-adds", align: "right", cell: ({ multiplyAdds }) => shortly(multiplyAdds) },
  { title: "sees", align: "right", cell: ({ receptiveField }) => sees(receptiveField) },
];

function inWords({ parameters, multiplyAdds, activationBytes, sizes }: Summary): string {
  const weights =
    typeof parameters === "number"
      ? `${withSeparators(parameters)} parameters (${showBytes(parameters * 4)})`
      : `${parameters} parameters`;
  if (typeof multiplyAdds === "string" || typeof activationBytes === "string")
    return [`${weights}. What an example takes depends on the open sizes.`, ...(sizes?.work ?? []).map(workAt)].join(
      "\n",
    );
  return `${weights}. One example takes ${roughly(multiplyAdds)} multiply-adds and ${showBytes(activationBytes)} of activations.`;
}

/** A formula for the sum has as many terms as the model has steps, and nobody can picture it. */
function workAt({ size, multiplyAdds, activationBytes }: WorkAtSize): string {
  return `With ${size} for each, it takes ${roughly(multiplyAdds)} multiply-adds and ${showBytes(activationBytes)} of activations.`;
}

function sizesInWords(sizes: SummarySizes | undefined): string {
  if (sizes === undefined) return "";
  const { admitted, bound, refused, sizedWeights } = sizes;
  const lines = [`It takes ${admitted} (sizes up to ${bound} were tried).`];
  if (refused !== null) lines.push(`It does not take ${refused}.`);
  if (sizedWeights.length > 0) lines.push(`Made for one size: ${sizedWeights.join(", ")}.`);
  return `${lines.join("\n")}\n`;
}

/** Nothing for 0, so that the steps that count stand out. */
function count(value: Size | undefined): string {
  if (value === undefined || value === 0) return "";
  return typeof value === "number" ? withSeparators(value) : value;
}

/** Longer formulas are not read by anybody, and push the table off the screen; `--json` has them. */
const longestFormula = 24;

function shortly(value: Size | undefined): string {
  const text = count(value);
  return typeof value === "string" && text.length > longestFormula ? "by size" : text;
}

function sees(field: SummaryStep["receptiveField"] | undefined): string {
  if (field === undefined) return "";
  return field === null ? "all" : `${field[0]} x ${field[1]}`;
}

function sizeOf(dim: Dim): Size {
  return isKnown(dim) ? dim : showDim(dim);
}

function sizesOf(shape: Shape): readonly Size[] {
  return shape.map(sizeOf);
}

function rangeOf({ low, high }: Range): SummaryRange {
  return { low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
}

function bounded({ low, high }: SummaryRange): Range {
  return { low: low ?? -Infinity, high: high ?? Infinity };
}
