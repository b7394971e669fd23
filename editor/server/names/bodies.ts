import type { Name, Statement, StepStatement } from "../../../grammar/tree.ts";
import type { Project } from "../project.ts";
import { type Declared, declaredAs, lineageOf } from "./lineage.ts";
import type { Subject, ValueKind } from "./subjects.ts";

/** Statements that see each other's names, and the body around them. */
export interface Body extends Declared {
  readonly statements: readonly Statement[];
  /** Where it begins, counted from its declaration: 0 for the body of the declaration itself. */
  readonly start: number;
  readonly around: Body | undefined;
  /** Whether its steps without a name go by their numbers, or by the index of the repeat that it is of. */
  readonly counts: "steps" | "turns" | undefined;
}

/** A statement that has a name, which a path leads to. */
export interface NamedStatement {
  readonly statement: Statement;
  readonly body: Body;
  readonly name: Name;
  readonly what: ValueKind;
}

/** The steps of a body in one row: an `if` has no body of its own. */
export function rowOf(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((statement) =>
    statement.kind === "if" ? [...rowOf(statement.then), ...rowOf(statement.otherwise)] : [statement],
  );
}

/** The name of a statement; `"conv3.0"` in quotes is one too, a computed one isn't. */
export function nameOf(statement: Statement): Name | undefined {
  if (statement.kind === "if" || statement.kind === "budget") return undefined;
  if (statement.kind !== "step") return statement.name;
  const { label } = statement;
  if (label === undefined || !("parts" in label)) return label;
  const [text, ...others] = label.parts;
  if (typeof text !== "string" || others.length > 0) return undefined;
  return { text, span: { start: label.span.start + 1, end: label.span.end - 1 } };
}

export function namedIn(body: Body): NamedStatement[] {
  return rowOf(body.statements).flatMap((statement) => {
    const name = nameOf(statement);
    if (name === undefined || statement.kind === "if" || statement.kind === "budget") return [];
    return [{ statement, body, name, what: statement.kind }];
  });
}

export function subjectOf({ body, name, what }: NamedStatement): Subject {
  const { file, declaration, start } = body;
  // An input and a step of one name would be a mistake; an output may be called as a step is.
  return { kind: "value", file, key: declaration.key, body: start, name: name.text, what };
}

/** The bodies of a model or block: what its variants add to the steps first, its own last. */
export function bodiesOf(project: Project, start: Declared): Body[] {
  return lineageOf(project, start).flatMap((each): Body[] => {
    const { declaration } = each;
    const statements = statementsOf(declaration);
    return statements === undefined ? [] : [{ ...each, statements, start: 0, around: undefined, counts: undefined }];
  });
}

function statementsOf(declaration: Declared["declaration"]): readonly Statement[] | undefined {
  if (declaration.kind === "model" || declaration.kind === "block") return declaration.body;
  if (declaration.kind === "examples")
    return declaration.body.flatMap((each): Statement[] => (each.kind === "augment" ? [...each.body] : [each]));
  if (declaration.kind !== "variant") return undefined;
  return declaration.edits.flatMap((edit): Statement[] => {
    if (edit.kind === "replace") return [...edit.with];
    if (edit.kind === "insert" || edit.kind === "append") return [edit.step];
    return edit.kind === "rename" ? [renamed(edit.to)] : [];
  });
}

/** A renamed step, by its new name; what it does is said where it was first written. */
function renamed(name: Name): StepStatement {
  return {
    kind: "step",
    label: name,
    value: { kind: "missing", span: name.span },
    from: undefined,
    annotations: [],
    span: name.span,
  };
}

/** What stands inside a statement; a call of a block leads to that block. */
export function bodiesInside(
  project: Project,
  { statement, body }: Pick<NamedStatement, "statement" | "body">,
): Body[] {
  const inside = (statements: readonly Statement[], start: number, counts: Body["counts"]): Body => {
    return { file: body.file, declaration: body.declaration, statements, start, around: body, counts };
  };
  if (statement.kind === "branch") return [inside(statement.body, statement.span.start, "steps")];
  if (statement.kind !== "step") return [];
  const { value } = statement;
  if (value.kind === "repeat") return [inside(value.body, value.span.start, "turns")];
  if (value.kind === "sequential") return [inside(value.body, value.span.start, "steps")];
  const block = value.kind === "call" ? declaredAs(project, body.file, "block", value.callee) : undefined;
  return block === undefined ? [] : bodiesOf(project, block);
}
