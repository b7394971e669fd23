import { empty_interval } from "../../diagnostics/catalogue/empty_interval.ts";
import { needs_known_number } from "../../diagnostics/catalogue/needs_known_number.ts";
import { range_too_long } from "../../diagnostics/catalogue/range_too_long.ts";
import { repeat_backwards } from "../../diagnostics/catalogue/repeat_backwards.ts";
import { repeat_too_long } from "../../diagnostics/catalogue/repeat_too_long.ts";
import { value_out_of_bounds } from "../../diagnostics/catalogue/value_out_of_bounds.ts";
import { wrong_kind_of_value } from "../../diagnostics/catalogue/wrong_kind_of_value.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { BoundBinary, BoundExpression } from "../ir/bound.ts";
import { describeExpression } from "../ir/describe.ts";
import { type Dim, isKnown, showDim } from "../ir/dim.ts";
import { repeatRange } from "../ir/language-schemas.ts";
import type { ParameterKind, ParameterSchema, ParameterValue } from "../ir/parameters.ts";
import { violation } from "../validate.ts";
import type { Context } from "./context.ts";
import { evaluateSettled, isStructure, type Settled, settle } from "./evaluate.ts";
import { describeScalar, type Scalar } from "./scalar.ts";

/** One value that is to be worked out. */
interface Wanted {
  readonly context: Context;
  /** Name of the parameter or property, for messages. */
  readonly what: string;
  readonly schema: ParameterSchema;
}

/** The checked and normalised value of a parameter or property; undefined where there is none, which was reported. */
export function convert(
  context: Context,
  what: string,
  schema: ParameterSchema,
  written: BoundExpression,
): ParameterValue | undefined {
  const settled = settleIn({ context, what, schema }, written);
  if (settled === undefined) return undefined;
  const value = converters[schema.kind]({ context: settled.context, what, schema }, settled.expression);
  if (value === undefined) return undefined;
  const problem = violation(schema, value);
  if (problem === undefined) return value;
  context.report(value_out_of_bounds.at(written.place, { what, problem }));
  return undefined;
}

/** How each kind is normally written, for messages. */
const forms: Readonly<Record<ParameterKind, string>> = {
  int: "a whole number",
  float: "a number",
  bool: "`true` or `false`",
  string: "a text in quotes",
  choice: "a word",
  size: "a whole number",
  pair: "a whole number, or a height and width such as `[1, 5]`",
  width: "a width such as `240` or `480 -> 240`",
  share: "a share such as `10%`",
  bytes: "a size in bytes such as `6GiB`",
  angle: "an angle such as `15deg`",
  interval: "a range such as `-1..1`",
  angles: "a range of angles such as `-15deg..15deg`",
  indices: "whole numbers such as `1..32` or `[1, 3, 5]`",
  names: "names in brackets, such as `[nose_tip]`",
  sizes: "sizes in brackets, such as `[32, 3, 5]`",
};

type Converter = (wanted: Wanted, expression: BoundExpression) => ParameterValue | undefined;

const converters: Readonly<Record<ParameterKind, Converter>> = {
  int: knownNumber,
  float: knownNumber,
  bool: (wanted, expression) => scalar(wanted, expression, "bool")?.value,
  string: (wanted, expression) => scalar(wanted, expression, "text")?.value,
  choice: word,
  size: plainNumber,
  pair: (wanted, expression) => {
    if (expression.kind === "list") {
      return expression.items.length === 2 ? each(wanted, expression.items, plainNumber) : wrong(wanted, expression);
    }
    const side = plainNumber(wanted, expression);
    return side === undefined ? undefined : [side, side];
  },
  width: (wanted, expression) => {
    if (!isBinary(expression, "->")) {
      const to = plainNumber(wanted, expression);
      return to === undefined ? undefined : { to };
    }
    const from = plainNumber(wanted, expression.left);
    const to = plainNumber(wanted, expression.right);
    return from === undefined || to === undefined ? undefined : { to, from };
  },
  share: (wanted, expression) => quantity(wanted, expression, "share"),
  bytes: (wanted, expression) => quantity(wanted, expression, "bytes"),
  angle: (wanted, expression) => quantity(wanted, expression, "angle"),
  interval: (wanted, expression) => interval(wanted, expression, knownNumber),
  angles: (wanted, expression) => interval(wanted, expression, (side, end) => quantity(side, end, "angle")),
  indices: (wanted, expression) => {
    const parts = expression.kind === "list" ? expression.items : [expression];
    return each(wanted, parts, indices)?.flat() as ParameterValue | undefined;
  },
  names: (wanted, expression) =>
    expression.kind === "list" ? each(wanted, expression.items, word) : wrong(wanted, expression),
  sizes: (wanted, expression) =>
    expression.kind === "list" ? each(wanted, expression.items, plainNumber) : wrong(wanted, expression),
};

function scalar<K extends Scalar["kind"]>(
  wanted: Wanted,
  written: BoundExpression,
  kind: K,
): Extract<Scalar, { kind: K }> | undefined {
  // The ends of a range may be constants and choices themselves.
  const settled = settle(wanted.context, written);
  if (settled === undefined) return undefined;
  if (isStructure(settled.expression)) return wrong(wanted, settled.expression);
  const value = evaluateSettled(settled);
  if (value === undefined) return undefined;
  if (value.kind === kind) return value as Extract<Scalar, { kind: K }>;
  return wrong(wanted, written, { is: describeScalar(value) });
}

/** A number without a unit; a size may be symbolic. */
function plainNumber(wanted: Wanted, expression: BoundExpression): Dim | undefined {
  const number = scalar(wanted, expression, "number");
  if (number === undefined || number.quantity === undefined) return number?.value;
  return wrong(wanted, expression, { is: describeScalar(number), instead: withoutUnit(wanted, expression, number) });
}

/** 30% as a number is 0.3, and 15deg 15; nothing that is no whole number where one is meant. */
function withoutUnit(
  { schema: { kind } }: Wanted,
  expression: BoundExpression,
  { value, quantity: of }: Extract<Scalar, { kind: "number" }>,
): string | undefined {
  if (expression.kind !== "number" || !isKnown(value) || of === "bytes") return undefined;
  const number = of === "share" ? Number(value.toPrecision(12)) : expression.value;
  return kind === "float" || kind === "interval" || Number.isInteger(number) ? String(number) : undefined;
}

function knownNumber(wanted: Wanted, expression: BoundExpression): number | undefined {
  const number = plainNumber(wanted, expression);
  return number === undefined ? undefined : known(wanted, expression, number);
}

function known({ context, what }: Wanted, { place }: BoundExpression, number: Dim): number | undefined {
  if (isKnown(number)) return number;
  context.report(needs_known_number.at(place, { what, is: showDim(number) }));
  return undefined;
}

/** How a bare number is written as a quantity. */
const unitOf = { share: "%", angle: "deg", bytes: undefined } as const;

function quantity(wanted: Wanted, expression: BoundExpression, of: keyof typeof unitOf): number | undefined {
  const number = scalar(wanted, expression, "number");
  if (number === undefined) return undefined;
  if (number.quantity === of) return known(wanted, expression, number.value);
  if (number.quantity !== undefined) return wrong(wanted, expression, { is: describeScalar(number) });
  // 1 may be meant as 1% or as 100%.
  const isClear = isKnown(number.value) && of !== "bytes" && (of !== "share" || Math.abs(number.value) !== 1);
  const instead = isClear ? withUnit(number.value as number, of) : undefined;
  return wrong(wanted, expression, { is: "a bare number", instead });
}

/** 0.2 as a share is 20%; so is 20, which nobody means as twenty times the whole. */
function withUnit(value: number, of: "share" | "angle"): string {
  const isPart = of === "share" && Math.abs(value) < 1;
  return `${isPart ? Number((value * 100).toPrecision(12)) : value}${unitOf[of]}`;
}

function interval(
  wanted: Wanted,
  expression: BoundExpression,
  end: (wanted: Wanted, expression: BoundExpression) => number | undefined,
): ParameterValue | undefined {
  if (!isBinary(expression, "..")) return wrong(wanted, expression);
  const low = end(wanted, expression.left);
  const high = end(wanted, expression.right);
  if (low === undefined || high === undefined) return undefined;
  if (low < high) return { low, high };
  wanted.context.report(empty_interval.at(expression.place, { low, high }));
  return undefined;
}

/** The turns of a repeat: `0..<3`, `1..n`, `[1, 2, 4]`. None where something is wrong, which is reported. */
export function turnsOf(context: Context, written: BoundExpression): readonly number[] | undefined {
  const wanted = { context, what: "repeat", schema: repeatRange };
  const settled = settleIn(wanted, written);
  if (settled === undefined) return undefined;
  const { expression } = settled;
  const inside = { ...wanted, context: settled.context };
  if (expression.kind === "list") return each(inside, expression.items, wholeNumber);
  if (!isBinary(expression, "..") && !isBinary(expression, "..<")) return wrong(inside, expression);
  const first = wholeNumber(inside, expression.left);
  const last = wholeNumber(inside, expression.right);
  if (first === undefined || last === undefined) return undefined;
  const count = last - first + (expression.op === ".." ? 1 : 0);
  if (count < 0) {
    context.report(repeat_backwards.at(written.place, { first, last }));
    return undefined;
  }
  if (count > longestRange) {
    context.report(repeat_too_long.at(written.place, { count }));
    return undefined;
  }
  return Array.from({ length: count }, (_, offset) => first + offset);
}

function wholeNumber(wanted: Wanted, expression: BoundExpression): number | undefined {
  const number = knownNumber(wanted, expression);
  if (number === undefined || Number.isSafeInteger(number)) return number;
  const problem = `counts in whole numbers, and ${number} is none`;
  wanted.context.report(value_out_of_bounds.at(expression.place, { what: wanted.what, problem }));
  return undefined;
}

const longestRange = 100_000;

/** One whole number, or all from one to another. */
function indices(wanted: Wanted, expression: BoundExpression): readonly number[] | undefined {
  if (!isBinary(expression, "..") && !isBinary(expression, "..<")) {
    const index = knownNumber(wanted, expression);
    return index === undefined ? undefined : [index];
  }
  const first = knownNumber(wanted, expression.left);
  const last = knownNumber(wanted, expression.right);
  if (first === undefined || last === undefined) return undefined;
  const count = Math.floor(last - first) + (expression.op === ".." ? 1 : 0);
  if (count > longestRange) {
    wanted.context.report(range_too_long.at(expression.place, { count, limit: longestRange }));
    return undefined;
  }
  if (count > 0) return Array.from({ length: count }, (_, offset) => first + offset);
  wanted.context.report(empty_interval.at(expression.place, { low: first, high: last }));
  return undefined;
}

/** A name that stands for itself. */
function word(wanted: Wanted, expression: BoundExpression): string | undefined {
  const text = expression.kind === "reference" ? expression.text : scalar(wanted, expression, "text")?.value;
  const choices = wanted.schema.schema.enum as readonly string[] | undefined;
  if (text === undefined || choices === undefined || choices.includes(text)) return text;
  const takes = choices.map((choice) => `\`${choice}\``).join(" or ");
  return wrong(wanted, expression, { takes, is: `\`${text}\``, instead: nearest(text, choices) });
}

/** Where words are meant a name stands for itself, even if there is a constant of that name. */
function settleIn({ context, schema }: Wanted, expression: BoundExpression): Settled | undefined {
  const isWord = expression.kind === "reference" && (schema.kind === "names" || schema.kind === "choice");
  return isWord ? { expression, context } : settle(context, expression);
}

/** All of the items, or undefined where one is wrong; what is wrong with any is reported. */
function each<T>(
  wanted: Wanted,
  items: readonly BoundExpression[],
  one: (wanted: Wanted, item: BoundExpression) => T | undefined,
): T[] | undefined {
  const values = items.map((item) => {
    const settled = settleIn(wanted, item);
    return settled && one({ ...wanted, context: settled.context }, settled.expression);
  });
  return values.every((value) => value !== undefined) ? values : undefined;
}

function isBinary<O extends BoundBinary["op"]>(
  expression: BoundExpression,
  op: O,
): expression is BoundBinary & { readonly op: O } {
  return expression.kind === "binary" && expression.op === op;
}

function wrong({ context, what, schema }: Wanted, expression: BoundExpression, found: Found = {}): undefined {
  const { is = describeExpression(expression), takes = forms[schema.kind], instead } = found;
  const { place } = expression;
  const edit = instead === undefined ? {} : { edit: { title: `write ${instead}`, place, text: instead } };
  context.report(wrong_kind_of_value.at(place, { what, takes, is, instead }, edit));
}

/** What is known of a value of the wrong kind beside its look. */
interface Found {
  readonly is?: string;
  readonly takes?: string;
  /** What was probably meant. */
  readonly instead?: string | undefined;
}
