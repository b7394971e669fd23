import { type Dim, isKnown, sameDim, showDim } from "../../compiler/ir/dim.ts";
import type { GraphInput, GraphOutput, TypedNode } from "../../compiler/ir/graph.ts";
import { literal } from "../../compiler/ir/literal.ts";
import type { ParameterSchemas, ParameterValue } from "../../compiler/ir/parameters.ts";
import { showRange } from "../../compiler/ir/range.ts";
import { type Shape, showShape } from "../../compiler/ir/shape.ts";
import { opsByName } from "../../compiler/ops/index.generated.ts";
import { roughly, withSeparators } from "../numbers.ts";
import type { Unit } from "./fold.ts";
import type { Row } from "./scheme.ts";

/** Characters in a line of arguments. */
const longestLine = 32;

/** So many characters of arguments have room beside the step. */
const longestBrief = 14;

/** A formula that is longer says nothing to anybody. */
const longestFormula = 40;

/** The row of a step or of a block; its name counts from the frame around it. */
export function rowOf(unit: Unit, around: string, open: boolean): Row {
  const { path, node, times, place } = unit;
  const common = { path, name: nameOf(unit, around), times, place };
  if (node !== undefined) {
    return { ...common, callee: node.op, ...placedArguments(argumentsOf(node)), tooltip: tooltipOf(node) };
  }
  const parameters = parametersInWords(unit.parameters);
  const tooltip = [path, unit.block ?? contentsOf(unit), parameters].join("\n");
  return { ...common, callee: unit.block ?? contentsOf(unit), brief: "", details: [parameters], tooltip, open };
}

/** `conv1`; `1 to 3` for turns of a repeat that are drawn as one; nothing where the step has no name of its own. */
function nameOf({ path, lastPath }: Unit, around: string): string {
  const local = (full: string) => (around === "" ? full : full.slice(around.length + 1));
  if (local(path).includes("#")) return "";
  return lastPath === path ? local(path) : `${local(path)} to ${local(lastPath)}`;
}

/** What a group without a block's name holds: `conv2d, batchnorm, relu`. */
function contentsOf(unit: Unit): string {
  const callees = unit.children.map(({ block, node }) => block ?? node?.op ?? "repeat");
  const different = [...new Set(callees)];
  return different.length > 3 ? `${different.slice(0, 3).join(", ")}, …` : different.join(", ");
}

export function inputRow({ name, role, range, shape, origin }: GraphInput): Row {
  const details = [`${role} in ${showRange(range)}`];
  const tooltip = [`input ${name}`, `${showShape(shape)} in ${showRange(range)}`].join("\n");
  return { path: name, name, callee: "input", brief: "", times: 1, details, tooltip, place: origin.place };
}

export function outputRow({ name, role, shape, origin }: GraphOutput): Row {
  const details = [`${role} ${showShape(shape)}`];
  const tooltip = [`output ${name}`, ...details].join("\n");
  return { path: name, name, callee: "output", brief: "", times: 1, details, tooltip, place: origin.place };
}

/** `64, kernel: 7, stride: 2`: the arguments as a spec writes them, without those that are what they are by default. */
function argumentsOf({ op, parameters }: TypedNode): string[] {
  const schemas: ParameterSchemas = opsByName[op]?.parameters ?? {};
  return Object.entries(schemas).flatMap(([name, schema], position) => {
    const value = parameters[name];
    if (value === undefined || isSame(value, schema.default)) return [];
    const text = literal(schema.kind, value);
    return [position === 0 ? text : `${name}: ${text}`];
  });
}

function isSame(value: ParameterValue, usual: ParameterValue | null | undefined): boolean {
  return usual !== undefined && JSON.stringify(value) === JSON.stringify(usual);
}

function placedArguments(texts: readonly string[]): Pick<Row, "brief" | "details"> {
  const all = texts.join(", ");
  return all.length <= longestBrief ? { brief: all, details: [] } : { brief: "", details: wrapped(texts) };
}

/** Texts in lines, with commas between them. */
function wrapped(texts: readonly string[]): string[] {
  const lines: string[] = [];
  texts.forEach((text, index) => {
    const piece = index < texts.length - 1 ? `${text},` : text;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= longestLine)
      lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(piece);
  });
  return lines;
}

function tooltipOf(node: TypedNode): string {
  const { path, op, shape, type, cost } = node;
  const seen = cost.receptiveField;
  return [
    path,
    `${op}(${argumentsOf(node).join(", ")})`,
    `gives ${showShape(shape)}, ${showRange(type.range)}`,
    ...(sameDim(cost.parameters, 0) ? [] : [parametersInWords(cost.parameters)]),
    ...(sameDim(cost.multiplyAdds, 0) ? [] : [multiplyAddsInWords(cost.multiplyAdds)]),
    seen === undefined ? "sees all of the input" : `sees ${showDim(seen[0])} x ${showDim(seen[1])} pixels`,
  ].join("\n");
}

export function parametersInWords(count: Dim): string {
  return sameDim(count, 0) ? "no parameters" : inWords(count, withSeparators, "parameters");
}

export function multiplyAddsInWords(count: Dim): string {
  return inWords(count, roughly, "multiply-adds");
}

function inWords(count: Dim, show: (count: number) => string, noun: string): string {
  if (isKnown(count)) return `${show(count)} ${noun}`;
  const formula = showDim(count);
  return formula.length > longestFormula ? `${noun} by size` : `${formula} ${noun}`;
}

/** The shape of a value, or of the values of several turns: `[64 to 224, 56, 56]`. */
export function shapeInWords(shapes: readonly Shape[]): string {
  const first = shapes[0]!;
  if (shapes.some((shape) => shape.length !== first.length)) return "different shapes";
  const sizes = first.map((_, axis) => {
    const texts = shapes.map((shape) => showDim(shape[axis]!));
    return texts.every((text) => text === texts[0]) ? texts[0]! : `${texts[0]} to ${texts.at(-1)}`;
  });
  return `[${sizes.join(", ")}]`;
}
