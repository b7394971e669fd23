import { duplicate_property } from "../../diagnostics/catalogue/duplicate_property.ts";
import { misplaced_call } from "../../diagnostics/catalogue/misplaced_call.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Call, Expression, Path, Property, TextExpression } from "../../grammar/tree.ts";
import type { Binding, BoundExpression, BoundProperty, BoundText } from "../ir/bound.ts";
import { bindNotes } from "./annotations.ts";
import { type Context, poison } from "./context.ts";
import { textOf } from "./references.ts";
import { lookUp, namesOf } from "./scope.ts";

/** An expression with every name in it bound. Never fails: what can't be bound is poison, or a word. */
export function bindExpression(context: Context, expression: Expression): BoundExpression {
  const place = context.place(expression.span);
  const bind = (part: Expression): BoundExpression => bindExpression(context, part);
  switch (expression.kind) {
    case "missing":
      return poison(context, expression);
    case "text":
      return bindText(context, expression);
    case "number":
      return { kind: "number", value: expression.value, unit: expression.unit, place };
    case "bool":
      return { kind: "bool", value: expression.value, place };
    case "reference":
      return { kind: "reference", text: textOf(expression.path), to: bindName(context, expression.path), place };
    case "unary":
      return { kind: "unary", op: expression.op, of: bind(expression.of), place };
    case "binary":
      return { kind: "binary", op: expression.op, left: bind(expression.left), right: bind(expression.right), place };
    case "choose": {
      const { condition, then, otherwise } = expression;
      return { kind: "choose", condition: bind(condition), whenTrue: bind(then), whenFalse: bind(otherwise), place };
    }
    case "list":
      return { kind: "list", items: expression.items.map(bind), place };
    case "record":
      return { kind: "record", entries: bindEntries(context, expression.entries), place };
    case "call":
      return callInside(context, expression);
  }
}

export function bindText(context: Context, { parts, span }: TextExpression): BoundText {
  const bound = parts.map((part) => (typeof part === "string" ? part : bindExpression(context, part)));
  return { kind: "text", parts: bound, place: context.place(span) };
}

/** Entries of a record, of which each key may stand once. */
export function bindEntries(context: Context, entries: readonly Property[]): BoundProperty[] {
  return distinct(context, entries).map((entry) => ({
    key: textOf(entry.key),
    keyPlace: context.place(entry.key.span),
    value: bindExpression(context, entry.value),
    notes: bindNotes(context, entry.annotations, "property"),
  }));
}

/** The first of each key; the others are reported. */
export function distinct(context: Context, entries: readonly Property[]): Property[] {
  const first = new Map<string, Property>();
  for (const entry of entries) {
    const key = textOf(entry.key);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, entry);
      continue;
    }
    const related = [{ place: context.place(earlier.key.span), message: "the first one" }];
    context.report(duplicate_property.at(context.place(entry.key.span), { name: key }, { related }));
  }
  return [...first.values()];
}

/** A call is a value of a few properties only, which bind it themselves. */
function callInside(context: Context, call: Call): BoundExpression {
  context.report(misplaced_call.at(context.place(call.span), { name: textOf(call.callee) }));
  return poison(context, call);
}

function bindName(context: Context, path: Path): Binding {
  const text = textOf(path);
  const [name, member, ...rest] = path.parts.map((part) => part.text);
  const variable = context.variables.get(text);
  if (variable !== undefined) return { kind: "variable", name: variable };
  if (member === undefined) return bindConst(context, text);
  const keypoints = lookUp(context.scope, "keypoints", name ?? "");
  if (keypoints?.kind === "broken") return { kind: "poison" };
  if (keypoints !== undefined && member === "count" && rest.length === 0) return { kind: "count", ref: keypoints.ref };
  return word(
    context,
    text,
    namesOf(context.scope, "keypoints").map((known) => `${known}.count`),
  );
}

function bindConst(context: Context, name: string): Binding {
  const found = lookUp(context.scope, "const", name);
  if (found?.kind === "const") return { kind: "const", ref: found.ref };
  if (found !== undefined) return { kind: "poison" };
  const block = lookUp(context.scope, "block", name);
  if (block?.kind === "block") return { kind: "block", ref: block.ref };
  return word(context, name, [...context.variables.keys(), ...namesOf(context.scope, "const")]);
}

function word(context: Context, name: string, known: readonly string[]): Binding {
  return { kind: "word", hint: nearest(name, known), certain: !context.scope.uncertain && !context.damaged };
}
