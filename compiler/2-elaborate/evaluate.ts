import { circular_const } from "../../diagnostics/catalogue/circular_const.ts";
import { too_deep } from "../../diagnostics/catalogue/too_deep.ts";
import { unknown_name } from "../../diagnostics/catalogue/unknown_name.ts";
import { unknown_unit } from "../../diagnostics/catalogue/unknown_unit.ts";
import { wrong_calculation } from "../../diagnostics/catalogue/wrong_calculation.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { BoundBinary, BoundExpression, BoundReference, DeclarationRef } from "../ir/bound.ts";
import { describeExpression } from "../ir/describe.ts";
import { showDim } from "../ir/dim.ts";
import { calculate, negate, not } from "./calculate.ts";
import type { Context } from "./context.ts";
import { describeScalar, type Scalar, units } from "./scalar.ts";

/** An expression together with the context that its names live in. */
export interface Settled {
  readonly expression: BoundExpression;
  readonly context: Context;
}

/**
 * What stands in the end for an expression: the chosen side of an `if`, the value of a constant. Undefined where there is
 * nothing, which was reported.
 */
export function settle(context: Context, expression: BoundExpression): Settled | undefined {
  if (expression.kind === "poison") return undefined;
  if (expression.kind === "choose") {
    const condition = evaluate(context, expression.condition);
    if (condition === undefined) return undefined;
    if (condition.kind === "bool") return settle(context, condition.value ? expression.whenTrue : expression.whenFalse);
    const problem = `the condition after \`if\` is ${describeScalar(condition)}, not true or false`;
    context.report(wrong_calculation.at(expression.condition.place, { problem }));
    return undefined;
  }
  if (expression.kind === "reference" && expression.to.kind === "const") {
    return settleConst(context, expression, expression.to.ref);
  }
  return { expression, context };
}

/** One number, truth value or text; undefined where it is none, which was reported. */
export function evaluate(context: Context, written: BoundExpression): Scalar | undefined {
  if (written.kind === "reference" && written.to.kind === "const")
    return evaluateConst(context, written, written.to.ref);
  const settled = settle(context, written);
  return settled && evaluateSettled(settled);
}

/** A constant is worked out once, however many others build on it. */
function evaluateConst(context: Context, reference: BoundReference, ref: DeclarationRef): Scalar | undefined {
  const key = `${ref.file} ${ref.key}`;
  if (context.known.has(key)) return context.known.get(key);
  const settled = settleConst(context, reference, ref);
  const value = settled && evaluateSettled(settled);
  context.known.set(key, value);
  return value;
}

/** The value of a left side that settles the whole. */
const settling: Readonly<Partial<Record<BoundBinary["op"], boolean>>> = { and: false, or: true };

export function evaluateSettled({ expression, context }: Settled): Scalar | undefined {
  switch (expression.kind) {
    case "number":
      return evaluateNumber(context, expression);
    case "bool":
      return { kind: "bool", value: expression.value };
    case "text":
      return evaluateText(context, expression);
    case "reference":
      return evaluateReference(context, expression);
    case "unary": {
      const value = evaluate(context, expression.of);
      return value && (expression.op === "-" ? negate : not)(context, value, expression.place);
    }
    case "binary": {
      const left = evaluate(context, expression.left);
      // What settles the whole is enough: the other side may be about a size that is open.
      if (left?.kind === "bool" && left.value === settling[expression.op]) return left;
      const right = evaluate(context, expression.right);
      return left && right && calculate(context, expression, left, right);
    }
    default: {
      const problem = `${describeExpression(expression)} can't be part of a calculation`;
      context.report(wrong_calculation.at(expression.place, { problem }));
      return undefined;
    }
  }
}

function evaluateNumber(
  context: Context,
  { value, unit, place }: Extract<BoundExpression, { kind: "number" }>,
): Scalar | undefined {
  if (unit === undefined) return { kind: "number", value, quantity: undefined };
  if (Object.hasOwn(units, unit))
    return { kind: "number", value: units[unit]!.of(value), quantity: units[unit]!.quantity };
  const known = Object.keys(units);
  context.report(unknown_unit.at(place, { unit, known, nearest: nearest(unit, known) }));
  return undefined;
}

/** Constants that double each other's text would fill memory. */
const longestText = 10_000;

function evaluateText(
  context: Context,
  { parts, place }: Extract<BoundExpression, { kind: "text" }>,
): Scalar | undefined {
  const texts: string[] = [];
  for (const part of parts) {
    const value = typeof part === "string" ? { kind: "text" as const, value: part } : evaluate(context, part);
    if (value === undefined) return undefined;
    texts.push(value.kind === "number" ? showDim(value.value) : String(value.value));
  }
  const text = texts.join("");
  if (text.length <= longestText) return { kind: "text", value: text };
  context.report(wrong_calculation.at(place, { problem: `this text has ${text.length} characters: that is too long` }));
  return undefined;
}

function evaluateReference(context: Context, reference: BoundReference): Scalar | undefined {
  const { to, text, place } = reference;
  switch (to.kind) {
    case "variable":
      if (!context.variables.has(to.name)) context.report(unknown_name.at(place, { name: text, nearest: undefined }));
      return context.variables.get(to.name);
    case "count": {
      const scheme = context.project.keypoints(to.ref);
      return scheme && { kind: "number", value: scheme.count, quantity: undefined };
    }
    case "block":
      context.report(
        wrong_calculation.at(place, { problem: `\`${text}\` is a block, which can't be part of a calculation` }),
      );
      return undefined;
    case "word": {
      const edit = to.hint === undefined ? {} : { edit: { title: `write ${to.hint}`, place, text: to.hint } };
      if (to.certain) context.report(unknown_name.at(place, { name: text, nearest: to.hint }, edit));
      return undefined;
    }
    case "const":
    case "poison":
      return undefined;
  }
}

const mostConstants = 100;

/** Constants see constants only, and end: one that leads back to itself has no value. */
function settleConst(context: Context, { text, place }: BoundReference, ref: DeclarationRef): Settled | undefined {
  if (context.constants.some((seen) => seen.file === ref.file && seen.key === ref.key)) {
    context.report(circular_const.at(place, { name: text }));
    return undefined;
  }
  if (context.constants.length > mostConstants) {
    context.report(too_deep.at(place, { name: text, what: "constants", limit: mostConstants }));
    return undefined;
  }
  const declared = context.project.bound(ref);
  if (declared?.kind !== "const") return undefined;
  const inside = { ...context, variables: new Map(), constants: [...context.constants, ref] };
  return settle(inside, declared.value);
}

/** What can't come to one number, truth value or text. */
export function isStructure(expression: BoundExpression): boolean {
  if (expression.kind === "binary") return ["..", "..<", "->", "<->"].includes(expression.op);
  return ["list", "record", "call", "declaration"].includes(expression.kind);
}
