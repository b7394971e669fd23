import { misplaced_statement } from "../../diagnostics/catalogue/misplaced_statement.ts";
import { unknown_role } from "../../diagnostics/catalogue/unknown_role.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type {
  BranchStatement,
  InputStatement,
  Name,
  OutputStatement,
  Path,
  Repeat,
  Statement,
  StepStatement,
  TypeExpression,
} from "../../grammar/tree.ts";
import type {
  BoundBranch,
  BoundInput,
  BoundName,
  BoundOutput,
  BoundRepeat,
  BoundStatement,
  BoundStep,
  BoundType,
} from "../ir/bound.ts";
import { bindNotes } from "./annotations.ts";
import { bindBudget } from "./budget.ts";
import { bindStepCall } from "./calls.ts";
import { type Context, poison, withVariables } from "./context.ts";
import { bindExpression } from "./expressions.ts";
import { bindLabel } from "./labels.ts";
import { lettersIn } from "./letters.ts";
import { textOf } from "./references.ts";

/** The statements of a model or block, which see the letters of its inputs' and outputs' sizes as variables. */
export function bindBody(
  context: Context,
  where: "model" | "block",
  statements: readonly Statement[],
): BoundStatement[] {
  const ports = statements.filter((statement) => statement.kind === "input" || statement.kind === "output");
  const letters = ports.flatMap((port) => port.type?.sizes.flatMap((size) => lettersIn(context.scope, size)) ?? []);
  const inside = withVariables(context, letters);
  return statements.flatMap((statement) => {
    if (where === "model" || statement.kind !== "budget") return bindStatement(inside, statement) ?? [];
    reportMisplaced(context, statement, where);
    return [];
  });
}

/** Undefined for a statement that has no place there, which is reported. */
export function bindStatement(context: Context, statement: Statement): BoundStatement | undefined {
  switch (statement.kind) {
    case "input":
      return bindInput(context, statement);
    case "output":
      return bindOutput(context, statement);
    case "step":
      return bindStep(context, statement);
    case "branch":
      return bindBranch(context, statement);
    case "if":
      return {
        kind: "if",
        condition: bindExpression(context, statement.condition),
        whenTrue: bindInner(context, "if", statement.then),
        whenFalse: bindInner(context, "if", statement.otherwise),
        place: context.place(statement.span),
      };
    case "budget":
      return bindBudget(context, statement);
  }
}

/** The statements inside a repeat, a branch or an `if`: what flows in and out of a model is said above them. */
function bindInner(context: Context, where: string, statements: readonly Statement[]): BoundStatement[] {
  return statements.flatMap((statement) => {
    const { kind } = statement;
    if (kind !== "input" && kind !== "output" && kind !== "budget") return bindStatement(context, statement) ?? [];
    reportMisplaced(context, statement, where);
    return [];
  });
}

function reportMisplaced(context: Context, { kind, span }: Statement, where: string): void {
  context.report(misplaced_statement.at(context.place(span), { what: kind, where }));
}

function bindBranch(context: Context, { name, from, body, span }: BranchStatement): BoundBranch {
  return {
    kind: "branch",
    name: bindName(context, name),
    from: pathName(context, from),
    body: bindInner(context, "branch", body),
    place: context.place(span),
  };
}

function bindRepeat(context: Context, { variable, over, body, span }: Repeat): BoundRepeat {
  const inside = variable === undefined ? context : withVariables(context, [variable.text]);
  return {
    kind: "repeat",
    variable: variable?.text,
    over: bindExpression(context, over),
    body: bindInner(inside, "repeat", body),
    place: context.place(span),
  };
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

function bindStep(context: Context, { label, value, from, annotations, span }: StepStatement): BoundStep {
  const start = pathName(context, from);
  return {
    kind: "step",
    label: label === undefined ? undefined : bindLabel(context, label),
    value: bindStepValue(context, value),
    ...(start === undefined ? {} : { from: start }),
    notes: bindNotes(context, annotations, "step"),
    place: context.place(span),
  };
}

function bindStepValue(context: Context, value: StepStatement["value"]): BoundStep["value"] {
  if (value.kind === "call") return bindStepCall(context, value);
  if (value.kind === "repeat") return bindRepeat(context, value);
  if (value.kind !== "sequential") return poison(context, value);
  return { kind: "sequential", body: bindInner(context, "sequential", value.body), place: context.place(value.span) };
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

function bindName(context: Context, name: Name | undefined): BoundName | undefined {
  return name === undefined ? undefined : { text: name.text, place: context.place(name.span) };
}

function pathName(context: Context, path: Path | undefined): BoundName | undefined {
  return path === undefined ? undefined : { text: textOf(path), place: context.place(path.span) };
}
