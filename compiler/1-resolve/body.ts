import { not_yet } from "../../diagnostics/catalogue/not_yet.ts";
import { unknown_role } from "../../diagnostics/catalogue/unknown_role.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type {
  Expression,
  InputStatement,
  Name,
  OutputStatement,
  Path,
  Statement,
  StepStatement,
  TypeExpression,
} from "../../grammar/tree.ts";
import type { BoundInput, BoundName, BoundOutput, BoundStatement, BoundStep, BoundType } from "../ir/bound.ts";
import { bindNotes } from "./annotations.ts";
import { bindStepCall } from "./calls.ts";
import { type Context, poison, withVariables } from "./context.ts";
import { bindExpression } from "./expressions.ts";
import { bindLabel, textOf } from "./references.ts";
import { lookUp } from "./scope.ts";

/** The steps of a model or block, which see the letters of its inputs' and outputs' sizes as variables. */
export function bindBody(context: Context, statements: readonly Statement[]): BoundStatement[] {
  const ports = statements.filter((statement) => statement.kind === "input" || statement.kind === "output");
  const letters = ports.flatMap((port) => port.type?.sizes.flatMap((size) => lettersIn(context, size)) ?? []);
  const inside = withVariables(context, letters);
  return statements.flatMap((statement) => bindStatement(inside, statement) ?? []);
}

/** Undefined for what the compiler can't do yet, which is reported. */
export function bindStatement(context: Context, statement: Statement): BoundStatement | undefined {
  const place = context.place(statement.span);
  switch (statement.kind) {
    case "input":
      return bindInput(context, statement);
    case "output":
      return bindOutput(context, statement);
    case "step":
      return bindStep(context, statement);
    case "branch":
    case "if":
    case "budget":
      context.report(not_yet.at(place, { what: `\`${statement.kind}\`` }));
      return undefined;
  }
}

function bindInput(context: Context, { name, type, range, annotations, span }: InputStatement): BoundInput {
  return {
    kind: "input",
    name: bindName(context, name),
    type: bindType(context, type),
    range: range === undefined ? undefined : bindExpression(context, range),
    notes: bindNotes(context, annotations, "port"),
    place: context.place(span),
  };
}

function bindOutput(context: Context, { name, type, from, annotations, span }: OutputStatement): BoundOutput {
  return {
    kind: "output",
    name: bindName(context, name),
    type: bindType(context, type),
    from: pathName(context, from),
    notes: bindNotes(context, annotations, "port"),
    place: context.place(span),
  };
}

function bindStep(context: Context, { label, value, annotations, span }: StepStatement): BoundStep {
  if (value.kind === "repeat") context.report(not_yet.at(context.place(value.span), { what: "`repeat`" }));
  return {
    kind: "step",
    label: label === undefined ? undefined : bindLabel(context, label),
    value: value.kind === "call" ? bindStepCall(context, value) : poison(context, value),
    notes: bindNotes(context, annotations, "step"),
    place: context.place(span),
  };
}

const roles = ["image", "features", "vector", "points"] as const;

function bindType(context: Context, type: TypeExpression | undefined): BoundType | undefined {
  if (type === undefined) return undefined;
  const sizes = type.sizes.map((size) => bindExpression(context, size));
  const role = roles.find((known) => known === type.role.text);
  if (role !== undefined) return { role, sizes, place: context.place(type.span) };
  const place = context.place(type.role.span);
  const hint = nearest(type.role.text, roles);
  const edit = hint === undefined ? {} : { edit: { title: `write ${hint}`, place, text: hint } };
  if (type.role.text !== "")
    context.report(unknown_role.at(place, { name: type.role.text, known: roles, nearest: hint }, edit));
  return undefined;
}

/** Bare names in the sizes of a port that mean nothing else: they name sizes. */
function lettersIn(context: Context, size: Expression): string[] {
  if (size.kind === "binary") return [...lettersIn(context, size.left), ...lettersIn(context, size.right)];
  if (size.kind !== "reference" || size.path.parts.length !== 1) return [];
  const name = textOf(size.path);
  return lookUp(context.scope, "const", name) === undefined ? [name] : [];
}

function bindName(context: Context, name: Name | undefined): BoundName | undefined {
  return name === undefined ? undefined : { text: name.text, place: context.place(name.span) };
}

function pathName(context: Context, path: Path | undefined): BoundName | undefined {
  return path === undefined ? undefined : { text: textOf(path), place: context.place(path.span) };
}
