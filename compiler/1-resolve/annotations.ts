import { catalogueByName } from "../../diagnostics/catalogue/index.generated.ts";
import { unknown_allow } from "../../diagnostics/catalogue/unknown_allow.ts";
import { unknown_annotation } from "../../diagnostics/catalogue/unknown_annotation.ts";
import { wrong_annotation } from "../../diagnostics/catalogue/wrong_annotation.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Annotation, Argument } from "../../grammar/tree.ts";
import { annotationSchemas } from "../ir/annotations.ts";
import type { BoundName, BoundNotes } from "../ir/bound.ts";
import type { Allowance } from "../ir/graph.ts";
import { isStepName } from "../ir/step-name.ts";
import type { Context } from "./context.ts";
import { textOf } from "./references.ts";

export const noNotes: BoundNotes = { allowed: [], assumed: false };

/** What annotations say, sorted out; each that is unknown, or wrong where it stands, is reported and left out. */
export function bindNotes(
  context: Context,
  annotations: readonly Annotation[],
  on: "step" | "property" | "port",
): BoundNotes {
  let notes = noNotes;
  for (const annotation of annotations) {
    const { text } = annotation.name;
    if (annotationSchemas[text] === undefined) reportUnknown(context, annotation);
    else if (text === "was" && on !== "step") reportWrong(context, annotation, "belongs on a step");
    else if (text === "assumed") notes = { ...notes, assumed: bindAssumed(context, annotation) };
    else if (text === "allow") notes = { ...notes, allowed: [...notes.allowed, ...bindAllow(context, annotation)] };
    else notes = { ...notes, ...bindWas(context, annotation) };
  }
  return notes;
}

function bindAssumed(context: Context, annotation: Annotation): true {
  if (annotation.arguments.length > 0) reportWrong(context, annotation, "takes nothing in parentheses");
  return true;
}

function bindAllow(context: Context, annotation: Annotation): Allowance[] {
  const names = annotation.arguments.map((argument) => nameIn(context, argument));
  if (names.length === 0 && !context.damaged) {
    reportWrong(context, annotation, "takes the names of what it allows: `@allow(lost_pixels)`");
  }
  return names
    .filter((name) => name !== undefined)
    .filter((name) => isDiagnostic(context, name))
    .map(({ text, place }) => ({ name: text, place }));
}

function isDiagnostic(context: Context, name: BoundName): boolean {
  if (Object.hasOwn(catalogueByName, name.text)) return true;
  const hint = nearest(name.text, Object.keys(catalogueByName));
  const edit = hint === undefined ? {} : { edit: { title: `write ${hint}`, place: name.place, text: hint } };
  context.report(unknown_allow.at(name.place, { name: name.text, nearest: hint }, edit));
  return false;
}

function bindWas(context: Context, annotation: Annotation): Pick<BoundNotes, "was"> {
  const [argument, ...others] = annotation.arguments;
  const name = argument === undefined ? undefined : (nameIn(context, argument) ?? quotedPathIn(context, argument));
  if ((name === undefined || others.length > 0) && !context.damaged) {
    reportWrong(context, annotation, "takes the step's former path: `@was(conv1)`");
  }
  return name === undefined ? {} : { was: name.text };
}

/** The bare name that an argument consists of. */
function nameIn(context: Context, { name, value }: Argument): BoundName | undefined {
  if (name !== undefined || value.kind !== "reference") return undefined;
  return { text: textOf(value.path), place: context.place(value.span) };
}

/** A path that no bare name can be: `"0"`, of a step that a sequential or a branch numbered. */
function quotedPathIn(context: Context, { name, value }: Argument): BoundName | undefined {
  if (name !== undefined || value.kind !== "text") return undefined;
  const text = value.parts.join("");
  const isPlain = value.parts.every((part) => typeof part === "string") && isStepName(text);
  return isPlain ? { text, place: context.place(value.span) } : undefined;
}

function reportUnknown(context: Context, { name }: Annotation): void {
  if (name.text === "") return;
  const place = context.place(name.span);
  const hint = nearest(name.text, Object.keys(annotationSchemas));
  const edit = hint === undefined ? {} : { edit: { title: `write @${hint}`, place, text: hint } };
  context.report(unknown_annotation.at(place, { name: name.text, nearest: hint }, edit));
}

function reportWrong(context: Context, { name, span }: Annotation, problem: string): void {
  context.report(wrong_annotation.at(context.place(span), { name: name.text, problem }));
}
