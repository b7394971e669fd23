import { not_yet } from "../../diagnostics/catalogue/not_yet.ts";
import { wrong_name } from "../../diagnostics/catalogue/wrong_name.ts";
import type { Name, TextExpression } from "../../grammar/tree.ts";
import type { BoundLabel } from "../ir/bound.ts";
import { isStepName, longestStepName } from "../ir/step-name.ts";
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
  if (isComputed(label)) context.report(not_yet.at(place, { what: "a computed name" }));
  const text = "parts" in label ? textOf(label) : label.text;
  // Where a name is lacking, that was reported; an empty text was not.
  if (isStepName(text) || (text === "" && !("parts" in label)) || isComputed(label)) return { text, place };
  context.report(wrong_name.at(place, { name: text }));
  // A name may stand in the paths of thousands of steps: none of these shall be long.
  return { text: text.slice(0, longestStepName), place };
}

function textOf({ parts }: TextExpression): string {
  return parts.map((part) => (typeof part === "string" ? part : "")).join("");
}

function isComputed(label: Name | TextExpression): label is TextExpression {
  return "parts" in label && label.parts.some((part) => typeof part !== "string");
}
