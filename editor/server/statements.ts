import type { Declaration, Statement, StepStatement } from "../../grammar/tree.ts";

/** A step or branch, wherever it stands in a declaration, with what it stands in. */
export interface NestedStatement {
  readonly statement: Exclude<Statement, { kind: "if" | "budget" | "input" | "output" }>;
  /** The step or branch around it. */
  readonly around: Statement | undefined;
}

/** All steps and branches of a model or block, or in the edits of a variant, those inside others among them. */
export function stepsIn(declaration: Declaration): readonly NestedStatement[] {
  if (declaration.kind === "model" || declaration.kind === "block") return nested(declaration.body, undefined);
  if (declaration.kind !== "variant" || declaration.of === "examples") return [];
  return declaration.edits.flatMap((edit) => {
    if (edit.kind === "replace") return nested(edit.with, undefined);
    return edit.kind === "insert" || edit.kind === "append" ? nested([edit.step], undefined) : [];
  });
}

function nested(statements: readonly Statement[], around: Statement | undefined): NestedStatement[] {
  return statements.flatMap((statement): NestedStatement[] => {
    switch (statement.kind) {
      case "step":
        return [{ statement, around }, ...nested(bodyOf(statement), statement)];
      case "branch":
        return [{ statement, around }, ...nested(statement.body, statement)];
      case "if":
        return [...nested(statement.then, around), ...nested(statement.otherwise, around)];
      default:
        return [];
    }
  });
}

function bodyOf({ value }: StepStatement): readonly Statement[] {
  return value.kind === "repeat" || value.kind === "sequential" ? value.body : [];
}
