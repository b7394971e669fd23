import { misplaced_edit } from "../../diagnostics/catalogue/misplaced_edit.ts";
import type { Path, Statement, VariantEdit } from "../../grammar/tree.ts";
import type {
  BoundEdit,
  BoundExpression,
  BoundPath,
  BoundProperties,
  BoundStatement,
  BoundTransform,
  BoundVariant,
} from "../ir/bound.ts";
import { bindNotes } from "./annotations.ts";
import { bindStatement } from "./body.ts";
import type { Context } from "./context.ts";
import { bindTransformStatement } from "./examples.ts";
import { bindExpression } from "./expressions.ts";
import { bindAtPath } from "./properties.ts";

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
  const value = bindAtPath(context, of, edit.path, edit.value);
  return value && bindSet(context, edit, value);
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
