import { misplaced_edit } from "../../diagnostics/catalogue/misplaced_edit.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { Name, Path, Statement, VariantEdit } from "../../grammar/tree.ts";
import type {
  BoundEdit,
  BoundExpression,
  BoundPath,
  BoundProperties,
  BoundStatement,
  BoundTransform,
  BoundVariant,
} from "../ir/bound.ts";
import type { PropertyForm } from "../ir/properties.ts";
import { bindNotes } from "./annotations.ts";
import { bindStatement } from "./body.ts";
import type { Context } from "./context.ts";
import { bindTransformStatement } from "./examples.ts";
import { bindExpression } from "./expressions.ts";
import { bindValue, formOf, isKey } from "./properties.ts";

/** The edits of a variant. Whether their paths are there shows when they are applied; names inside them are bound here. */
export function bindEdits(context: Context, of: BoundVariant["of"], edits: readonly VariantEdit[]): BoundEdit[] {
  switch (of) {
    case "model":
    case "block":
      return edits.flatMap((edit) => bindStepEdit(context, edit, bindStatement) ?? []);
    case "examples":
      return edits.flatMap((edit) => bindStepEdit(context, edit, bindTransformStatement) ?? []);
    case "keypoints":
    case "dataset":
    case "experiment":
      return edits.flatMap((edit) => bindPropertyEdit(context, of, edit) ?? []);
  }
}

type BindStep<S> = (context: Context, statement: Statement) => S | undefined;

function bindStepEdit<S extends BoundStatement | BoundTransform>(
  context: Context,
  edit: VariantEdit,
  bindStep: BindStep<S>,
): BoundEdit<S> | undefined {
  const place = context.place(edit.span);
  if ("path" in edit && edit.path.parts.length === 0) return undefined;
  switch (edit.kind) {
    case "replace": {
      const steps = edit.with.flatMap((statement) => bindStep(context, statement) ?? []);
      return { kind: "replace", path: bindPath(context, edit.path), with: steps, place };
    }
    case "insert": {
      const step = bindStep(context, edit.step);
      const path = bindPath(context, edit.path);
      return step === undefined ? undefined : { kind: "insert", step, where: edit.where, path, place };
    }
    case "append": {
      const step = bindStep(context, edit.step);
      return step === undefined ? undefined : { kind: "append", step, place };
    }
    case "remove":
      return { kind: "remove", path: bindPath(context, edit.path), place };
    case "rename": {
      const to = { text: edit.to.text, place: context.place(edit.to.span) };
      return { kind: "rename", path: bindPath(context, edit.path), to, place };
    }
    case "set":
      return bindSet(context, edit, bindExpression(context, edit.value));
  }
}

/** `set` is the only edit that a body of properties knows. */
function bindPropertyEdit(context: Context, of: BoundProperties["kind"], edit: VariantEdit): BoundEdit | undefined {
  if (edit.kind !== "set") {
    context.report(misplaced_edit.at(context.place(edit.span), { edit: edit.kind, of }));
    return undefined;
  }
  const [first, ...rest] = edit.path.parts;
  const form = first === undefined ? undefined : formOf(context, of, first);
  if (first === undefined || form === undefined) return undefined;
  if (rest.length === 0) return bindSet(context, edit, bindValue(context, form, first.text, edit.value));
  const [part, below] = rest;
  if (!isInside(context, form, first.text, part!)) return undefined;
  // Nothing lies deeper than a call's argument or a record's entry.
  if (below !== undefined && !isKey(context, [], `${first.text}.${part!.text}`, named(context, below)))
    return undefined;
  return bindSet(context, edit, bindExpression(context, edit.value));
}

/** Whether a property of this form has parts to set: a call's arguments (known by name later on), a record's entries. */
function isInside(context: Context, form: PropertyForm, property: string, part: Name): boolean {
  if (form.kind === "call") return true;
  if (form.kind === "record") return true;
  const keys = form.kind === "fields" ? Object.keys(form.fields) : [];
  return isKey(context, keys, property, named(context, part));
}

function named(context: Context, { text, span }: Name): { name: string; place: Place } {
  return { name: text, place: context.place(span) };
}

function bindSet(
  context: Context,
  edit: Extract<VariantEdit, { kind: "set" }>,
  value: BoundExpression,
): BoundEdit<never> {
  return {
    kind: "set",
    path: bindPath(context, edit.path),
    value,
    notes: bindNotes(context, edit.annotations, "property"),
    place: context.place(edit.span),
  };
}

function bindPath(context: Context, path: Path): BoundPath {
  return {
    parts: path.parts.map(({ text, span }) => ({ text, place: context.place(span) })),
    place: context.place(path.span),
  };
}
