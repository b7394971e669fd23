import type { DeclarationRef } from "../../../compiler/ir/bound.ts";
import { registries } from "../../../compiler/registries.ts";
import type { Name, Path, VariantDeclaration, VariantEdit } from "../../../grammar/tree.ts";
import { type Body, bodiesOf, subjectOf } from "./bodies.ts";
import { baseOf, type Declared, declaredAs, lineageOf, textOf } from "./lineage.ts";
import { followPath } from "./paths.ts";
import type { PropertyOwner, Subject } from "./subjects.ts";
import { type Seen, variablesIn, type Walker } from "./walk.ts";
import { seenByProperties, walkKey, walkValue } from "./walk-properties.ts";

/** The edits of a variant. */
export function walkEdits(walker: Walker, declaration: VariantDeclaration): void {
  const { of, edits, base } = declaration;
  if (base !== undefined) walker.declarationName({ text: textOf(base), span: base.span }, of);
  if (of === "keypoints" || of === "dataset" || of === "experiment") {
    for (const edit of edits) if (edit.kind === "set") walkSetProperty(walker, of, edit);
    return;
  }
  const seen =
    of === "examples" ? { ...seenByProperties(walker), bodies: bodiesOf(walker.project, walker.at) } : walker.seen;
  walker.parameters(declaration.parameters, seen);
  const varied = baseOf(walker.project, { file: walker.at.file, declaration });
  const bodies = varied === undefined ? [] : bodiesOf(walker.project, varied);
  for (const edit of edits) walkEdit(walker, of, edit, seen, bodies);
}

type SetEdit = Extract<VariantEdit, { kind: "set" }>;

function walkSetProperty(walker: Walker, of: PropertyOwner, { path, value, annotations }: SetEdit): void {
  walkKey(walker, of, path);
  walkValue(walker, of, path, value);
  walker.annotations(annotations);
}

function walkEdit(
  walker: Walker,
  of: DeclarationRef["key"],
  edit: VariantEdit,
  seen: Seen,
  bodies: readonly Body[],
): void {
  const step = (statement: Parameters<Walker["statement"]>[0]): void => {
    if (of === "examples" && statement.kind === "step") walker.step(statement, seen, "transforms");
    else walker.statement(statement, seen);
  };
  switch (edit.kind) {
    case "replace":
      walkPath(walker, edit.path, bodies);
      for (const statement of edit.with) step(statement);
      return;
    case "insert":
      step(edit.step);
      walkPath(walker, edit.path, bodies);
      return;
    case "append":
      step(edit.step);
      return;
    case "remove":
      walkPath(walker, edit.path, bodies);
      return;
    case "rename": {
      walkPath(walker, edit.path, bodies);
      const { file, declaration } = walker.at;
      const subject = { kind: "value", file, key: declaration.key, body: 0, name: edit.to.text, what: "step" } as const;
      walker.name(edit.to, subject, true);
      return;
    }
    case "set":
      walkSet(walker, edit, seen, bodies);
  }
}

/** The path of a step; of one of examples the last name is that of a transform. */
function walkPath(walker: Walker, path: Path, bodies: readonly Body[]): void {
  const { steps, rest } = followPath(walker.project, bodies, path);
  for (const { part, target } of steps) walker.name(part, subjectOf(target));
  const transform = rest.at(-1);
  if (transform !== undefined) nameTransform(walker, transform, bodies);
}

function nameTransform(walker: Walker, name: Name, bodies: readonly Body[]): void {
  const isExamples = bodies.some(({ declaration }) => declaration.kind === "examples");
  if (isExamples && Object.hasOwn(registries.transforms, name.text))
    walker.name(name, { kind: "entry", registry: "transforms", name: name.text });
}

/** `set layer2.0.conv2.stride: 1`, `set points: 58`. */
function walkSet(walker: Walker, { path, value, annotations }: SetEdit, seen: Seen, bodies: readonly Body[]): void {
  const { steps, last, rest } = followPath(walker.project, bodies, path);
  for (const { part, target } of steps) walker.name(part, subjectOf(target));
  const name = rest.at(-1);
  if (name !== undefined) {
    for (const part of rest.slice(0, -1)) nameTransform(walker, part, bodies);
    walker.name(name, last === undefined ? ownParameter(walker, rest) : parameterOf(walker, last, name));
  }
  walker.expression(value, seen);
  walker.annotations(annotations);
}

/** A parameter of what is varied itself, or of a transform. */
function ownParameter(walker: Walker, parts: readonly Name[]): Subject | undefined {
  const [transform, name] = [parts.at(-2), parts.at(-1)!];
  const known = transform && registries.transforms[transform.text]?.parameters;
  if (known !== undefined && Object.hasOwn(known, name.text))
    return { kind: "argument", registry: "transforms", entry: transform!.text, name: name.text };
  const lineage = lineageOf(walker.project, walker.at);
  return new Map(lineage.flatMap((each) => variablesIn(walker.project, each))).get(name.text);
}

/** A parameter of the op or block that a step calls. */
function parameterOf(
  { project }: Walker,
  { statement, body }: { readonly statement: Body["statements"][number]; readonly body: Body },
  { text }: Name,
): Subject | undefined {
  if (statement.kind !== "step" || statement.value.kind !== "call") return undefined;
  const { callee } = statement.value;
  const block: Declared | undefined = declaredAs(project, body.file, "block", callee);
  if (block !== undefined)
    return new Map(lineageOf(project, block).flatMap((each) => variablesIn(project, each))).get(text);
  const entry = textOf(callee);
  const known = Object.hasOwn(registries.ops, entry) ? registries.ops[entry]!.parameters : {};
  return Object.hasOwn(known, text) ? { kind: "argument", registry: "ops", entry, name: text } : undefined;
}
