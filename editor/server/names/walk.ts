import { annotationSchemas } from "../../../compiler/ir/annotations.ts";
import type { DeclarationKind, Registry } from "../../../compiler/ir/bound.ts";
import { registries } from "../../../compiler/registries.ts";
import { catalogueByName } from "../../../diagnostics/catalogue/index.generated.ts";
import type {
  Annotation,
  Argument,
  Call,
  Expression,
  Name,
  Parameter,
  Path,
  Statement,
  StepStatement,
  TypeExpression,
} from "../../../grammar/tree.ts";
import type { Project } from "../project.ts";
import { type Body, bodiesInside, bodiesOf, namedIn, nameOf, rowOf, subjectOf } from "./bodies.ts";
import { type Declared, declared, lineageOf, refNamed, textOf } from "./lineage.ts";
import { followPath } from "./paths.ts";
import type { Occurrence, Subject } from "./subjects.ts";

/** Names that are seen at a place: values of bodies, innermost first; variables by name. */
export interface Seen {
  readonly bodies: readonly Body[];
  readonly variables: ReadonlyMap<string, Subject>;
}

/** Finds the names in the steps and expressions of one declaration, and what they stand for. */
export class Walker {
  readonly project: Project;
  readonly at: Declared;
  readonly found: Occurrence[] = [];

  constructor(project: Project, at: Declared) {
    this.project = project;
    this.at = at;
  }

  name({ text, span }: Name, subject: Subject | undefined, isDefinition = false): void {
    if (subject === undefined || text === "") return;
    const { offset } = this.at.declaration;
    this.found.push({ subject, text, span: { start: span.start + offset, end: span.end + offset }, isDefinition });
  }

  /** Names in the body of a model or block, or in the edits of its variant. */
  get seen(): Seen {
    const lineage = lineageOf(this.project, this.at);
    return {
      bodies: bodiesOf(this.project, this.at),
      variables: new Map(lineage.flatMap((each) => variablesIn(this.project, each))),
    };
  }

  parameters(parameters: readonly Parameter[], seen: Seen): void {
    for (const { name, default: value } of parameters) {
      this.name(name, seen.variables.get(name.text), true);
      if (value !== undefined) this.expression(value, seen);
    }
  }

  statements(statements: readonly Statement[], seen: Seen): void {
    for (const statement of statements) this.statement(statement, seen);
  }

  statement(statement: Statement, seen: Seen): void {
    this.#label(statement, seen);
    switch (statement.kind) {
      case "input":
      case "output":
        this.#type(statement.type, seen, statement.kind === "input");
        if (statement.kind === "output") this.value(statement.from, seen);
        else if (statement.range !== undefined) this.expression(statement.range, seen);
        this.annotations(statement.annotations);
        return;
      case "step":
        this.step(statement, seen, "ops");
        return;
      case "branch":
        this.value(statement.from, seen);
        this.#inside(statement, seen);
        return;
      case "if":
        this.expression(statement.condition, seen);
        this.statements(statement.then, seen);
        this.statements(statement.otherwise, seen);
        return;
      case "budget":
        for (const contract of statement.contracts) this.expression(contract, seen);
    }
  }

  /** A step of a model, or with `registry` one of examples. */
  step(step: StepStatement, seen: Seen, registry: Registry): void {
    const { value, from, annotations } = step;
    if (value.kind === "call") this.call(value, seen, registry);
    if (value.kind === "repeat") this.expression(value.over, seen);
    if (value.kind === "repeat" || value.kind === "sequential") this.#inside(step, seen);
    this.value(from, seen);
    this.annotations(annotations);
  }

  #label(statement: Statement, { bodies }: Seen): void {
    const name = nameOf(statement);
    const body = bodies[0];
    if (name === undefined || body === undefined || statement.kind === "if" || statement.kind === "budget") return;
    this.name(name, subjectOf({ statement, body, name, what: statement.kind }), true);
  }

  #inside(statement: Statement, seen: Seen): void {
    const [body] = bodiesInside(this.project, { statement, body: seen.bodies[0]! });
    if (body === undefined) return;
    const variables = new Map(seen.variables);
    if (statement.kind === "step" && statement.value.kind === "repeat" && statement.value.variable !== undefined) {
      const { variable } = statement.value;
      const { file, declaration } = this.at;
      const subject = { kind: "variable", file, key: declaration.key, body: body.start, name: variable.text } as const;
      variables.set(variable.text, subject);
      this.name(variable, subject, true);
    }
    this.statements(body.statements, { bodies: [body, ...seen.bodies], variables });
  }

  /** A call of what `registry` has, or of a block where steps of a model stand. */
  call({ callee, arguments: written }: Call, seen: Seen, registry: Registry): void {
    const text = textOf(callee);
    const name = { text, span: callee.span };
    if (registry === "ops" && seen.variables.has(text)) {
      this.name(name, seen.variables.get(text));
      for (const { value } of written) this.expression(value, seen);
      return;
    }
    const block = registry === "ops" ? this.#declaredAs("block", text) : undefined;
    if (block !== undefined) {
      this.declarationName(name, "block");
      this.#blockArguments(block, written, seen);
    } else if (Object.hasOwn(registries[registry], text)) {
      this.name(name, { kind: "entry", registry, name: text });
      this.#entryArguments(registry, text, written, seen);
    } else for (const { value } of written) this.expression(value, seen);
  }

  #entryArguments(registry: Registry, entry: string, written: readonly Argument[], seen: Seen): void {
    const { parameters } = registries[registry][entry]!;
    const joins = registry === "ops" ? registries.ops[entry]!.inputs : 1;
    for (const [index, { name, value }] of written.entries()) {
      const isKnown = name !== undefined && Object.hasOwn(parameters, name.text);
      if (isKnown) this.name(name, { kind: "argument", registry, entry, name: name.text });
      const isValue = joins !== 1 && name === undefined && (joins === "many" || index < joins);
      if (isValue) this.#valueIn(value, seen);
      else this.expression(value, seen);
    }
  }

  #blockArguments(block: Declared, written: readonly Argument[], seen: Seen): void {
    const bodies = bodiesOf(this.project, block);
    const inputs = bodies.flatMap(namedIn).filter(({ what }) => what === "input");
    const parameters = new Map(lineageOf(this.project, block).flatMap((each) => variablesIn(this.project, each)));
    for (const { name, value } of written) {
      const input = inputs.find((each) => each.name.text === name?.text);
      const parameter = name === undefined ? undefined : parameters.get(name.text);
      const isInput = input !== undefined && parameter?.kind !== "parameter";
      if (name !== undefined) this.name(name, isInput ? subjectOf(input) : parameter);
      if (isInput) this.#valueIn(value, seen);
      else this.expression(value, seen);
    }
  }

  /** A value of the body by its name. */
  value(path: Path | undefined, { bodies }: Seen): void {
    if (path === undefined) return;
    for (let from = 0; from < bodies.length; from++) {
      const { steps } = followPath(this.project, [bodies[from]!], path);
      if (steps.length === 0) continue;
      for (const { part, target } of steps) this.name(part, subjectOf(target));
      return;
    }
  }

  #valueIn(value: Expression, seen: Seen): void {
    if (value.kind === "reference") this.value(value.path, seen);
    else this.expression(value, seen);
  }

  /** Sizes of an input or output: letters are given by the first input that has them. */
  #type(type: TypeExpression | undefined, seen: Seen, isInput: boolean): void {
    for (const size of type?.sizes ?? []) {
      const letter = size.kind === "reference" ? seen.variables.get(textOf(size.path)) : undefined;
      if (letter?.kind !== "letter") this.expression(size, seen);
      else if (size.kind === "reference") {
        const isFirst = !this.found.some(({ subject, isDefinition }) => isDefinition && subject === letter);
        this.name({ text: letter.name, span: size.span }, letter, isInput && isFirst);
      }
    }
  }

  expression(expression: Expression, seen: Seen): void {
    switch (expression.kind) {
      case "reference":
        this.#reference(expression.path, seen);
        return;
      case "unary":
        this.expression(expression.of, seen);
        return;
      case "binary":
        this.expression(expression.left, seen);
        this.expression(expression.right, seen);
        return;
      case "choose":
        for (const part of [expression.condition, expression.then, expression.otherwise]) this.expression(part, seen);
        return;
      case "list":
        for (const item of expression.items) this.expression(item, seen);
        return;
      case "record":
        for (const entry of expression.entries) this.expression(entry.value, seen);
        return;
      case "text":
        for (const part of expression.parts) if (typeof part !== "string") this.expression(part, seen);
        return;
      case "call":
        for (const { value } of expression.arguments) this.expression(value, seen);
        return;
      case "number":
      case "bool":
      case "missing":
    }
  }

  #reference(path: Path, { variables }: Seen): void {
    const [first, second] = path.parts;
    if (first === undefined) return;
    const text = textOf(path);
    const variable = variables.get(text);
    if (variable !== undefined) this.name({ text, span: path.span }, variable);
    else if (second !== undefined) {
      if (second.text === "count") this.declarationName(first, "keypoints");
    } else if (this.#declaredAs("const", text) !== undefined) this.declarationName(first, "const");
    else this.declarationName(first, "block");
  }

  #declaredAs(kind: "block" | "const", name: string): Declared | undefined {
    const ref = refNamed(this.project, this.at.file, kind, name);
    return ref && declared(this.project, ref);
  }

  /** The name of a declaration of this kind. */
  declarationName(name: Name, kind: DeclarationKind): void {
    const ref = refNamed(this.project, this.at.file, kind, name.text);
    if (ref !== undefined) this.name(name, { kind: "declaration", of: kind, file: ref.file, key: ref.key });
  }

  annotations(annotations: readonly Annotation[]): void {
    for (const { name, arguments: written } of annotations) {
      if (Object.hasOwn(annotationSchemas, name.text)) this.name(name, { kind: "annotation", name: name.text });
      if (name.text !== "allow") continue;
      for (const { value } of written) {
        if (value.kind !== "reference") continue;
        const text = textOf(value.path);
        if (Object.hasOwn(catalogueByName, text))
          this.name({ text, span: value.span }, { kind: "diagnostic", name: text });
      }
    }
  }
}

/** Parameters of a model or block, and the letters in the sizes of its inputs and outputs. */
export function variablesIn(project: Project, { file, declaration }: Declared): [string, Subject][] {
  const owned = (kind: "parameter" | "letter", name: string): [string, Subject] => {
    return [name, { kind, file, key: declaration.key, name }];
  };
  if (declaration.kind !== "model" && declaration.kind !== "block" && declaration.kind !== "variant") return [];
  const parameters = declaration.parameters.map(({ name }) => owned("parameter", name.text));
  if (declaration.kind === "variant") return parameters;
  const ports = rowOf(declaration.body).filter((each) => each.kind === "input" || each.kind === "output");
  const letters = ports.flatMap((port) => port.type?.sizes.flatMap(lettersIn) ?? []);
  const isOther = (letter: string) =>
    parameters.some(([name]) => name === letter) || refNamed(project, file, "const", letter) !== undefined;
  return [...letters.filter((letter) => !isOther(letter)).map((letter) => owned("letter", letter)), ...parameters];
}

/** Names that stand in a size by themselves. */
function lettersIn(size: Expression): string[] {
  if (size.kind === "reference" && size.path.parts.length === 1) return [textOf(size.path)];
  if (size.kind === "binary") return [...lettersIn(size.left), ...lettersIn(size.right)];
  return size.kind === "unary" ? lettersIn(size.of) : [];
}
