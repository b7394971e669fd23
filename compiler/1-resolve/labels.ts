import { not_yet } from "../../diagnostics/catalogue/not_yet.ts";
import { wrong_name } from "../../diagnostics/catalogue/wrong_name.ts";
import type { Name, TextExpression } from "../../grammar/tree.ts";
import type { BoundLabel } from "../ir/bound.ts";
import { isStepName } from "../ir/step-name.ts";
import type { Context } from "./context.ts";
import { bindText } from "./expressions.ts";

/** The name that a step is given: a name, or a text, which may be computed: `"denselayer${i + 1}"`. */
export function bindLabel(context: Context, label: Name | TextExpression): BoundLabel {
  if (isComputed(label)) return { text: "", place: context.place(label.span), computed: bindText(context, label) };
  return bindPlainLabel(context, label);
}

/** The same where nothing can be computed. */
export function bindPlainLabel(context: Context, label: Name | TextExpression): BoundLabel {
  const place = context.place(label.span);
  if (!("parts" in label)) return { text: label.text, place };
  if (isComputed(label)) context.report(not_yet.at(place, { what: "a computed name" }));
  const text = label.parts.map((part) => (typeof part === "string" ? part : "")).join("");
  if (!isStepName(text) && !isComputed(label)) context.report(wrong_name.at(place, { name: text }));
  return { text, place };
}

function isComputed(label: Name | TextExpression): label is TextExpression {
  return "parts" in label && label.parts.some((part) => typeof part !== "string");
}
