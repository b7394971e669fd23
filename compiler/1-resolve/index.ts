/** Phase 1: what each name of a file stands for. From tree to bound tree, one declaration at a time. */
import { duplicate_name } from "../../diagnostics/catalogue/duplicate_name.ts";
import { missing_type } from "../../diagnostics/catalogue/missing_type.ts";
import { not_yet } from "../../diagnostics/catalogue/not_yet.ts";
import { unknown_type } from "../../diagnostics/catalogue/unknown_type.ts";
import type { Diagnostic, Outcome } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { emptySpan } from "../../diagnostics/place.ts";
import type { Declaration, Parameter } from "../../grammar/tree.ts";
import { type BoundDeclaration, type BoundParameter, inheritedName } from "../ir/bound.ts";
import { bindBody } from "./body.ts";
import { type Context, withVariables } from "./context.ts";
import { bindExampleSteps } from "./examples.ts";
import { bindExpression } from "./expressions.ts";
import { bindProperties } from "./properties.ts";
import { bindDeclarationName } from "./references.ts";
import type { Scope } from "./scope.ts";
import { bindEdits } from "./variants.ts";

export { type ImportedFiles, importedPath, importsOf } from "./imports.ts";
export { baseOf, valueNamesOf } from "./inherited.ts";
export { lookUp, ownScopeOf, type Scope, scopeOf } from "./scope.ts";

/**
 * A declaration with its names bound; undefined for imports and for what could not be read at all. `inherited` are the
 * values that a variant's base has names for.
 */
export function bindDeclaration(
  file: string,
  declaration: Declaration,
  scope: Scope,
  inherited: readonly string[] = [],
): Outcome<BoundDeclaration | undefined> {
  const diagnostics: Diagnostic[] = [];
  const context: Context = {
    scope,
    damaged: declaration.damaged,
    variables: new Map(),
    place: (span) => ({ file, declaration: declaration.key, span }),
    report: (diagnostic) => diagnostics.push(diagnostic),
  };
  const value = bind(file, declaration, context, inherited);
  const unfinished = diagnostics.some((diagnostic) => diagnostic.name === not_yet.name);
  return { value: unfinished && value !== undefined ? { ...value, damaged: true } : value, diagnostics };
}

function bind(
  file: string,
  declaration: Declaration,
  context: Context,
  inherited: readonly string[],
): BoundDeclaration | undefined {
  const { key, name, doc, damaged } = declaration;
  const place = context.place(name?.span ?? emptySpan);
  const base = { ref: { file, key, name: name?.text ?? "" }, place, doc, damaged };
  switch (declaration.kind) {
    case "model":
    case "block": {
      const parameters = bindParameters(context, declaration.parameters);
      const names = parameters.map((parameter) => parameter.name);
      const inside = withVariables(context, names);
      const body = bindBody(inside, declaration.kind, declaration.body);
      return { ...base, kind: declaration.kind, parameters, body };
    }
    case "keypoints":
    case "dataset":
    case "experiment": {
      const { kind, properties } = declaration;
      return { ...base, kind, properties: bindProperties(context, kind, properties, place) };
    }
    case "examples": {
      const from = bindDeclarationName(context, "dataset", declaration.from);
      return { ...base, kind: "examples", from, steps: bindExampleSteps(context, declaration.body) };
    }
    case "variant": {
      const { of } = declaration;
      const knownAs = (name: string): string => inheritedName(base.ref, name);
      const around = withVariables(context, inherited, knownAs);
      const parameters = bindParameters(around, declaration.parameters, knownAs);
      const inside = withVariables(
        around,
        parameters.map(({ name }) => name),
        knownAs,
      );
      const edits = bindEdits(inside, of, declaration.edits);
      const varied = bindDeclarationName(context, of, declaration.base);
      return { ...base, kind: "variant", of, base: varied, parameters, edits };
    }
    case "const":
      return { ...base, kind: "const", value: bindExpression(context, declaration.value) };
    case "import":
    case "broken":
      return undefined;
  }
}

const types = ["int", "float", "bool", "string", "block"] as const;

/** A default sees the parameters before it. */
function bindParameters(
  context: Context,
  parameters: readonly Parameter[],
  knownAs: (name: string) => string = (name) => name,
): BoundParameter[] {
  return parameters.map((parameter, index) => {
    const before = parameters.slice(0, index).map(({ name }) => name.text);
    const inside = withVariables(context, before, knownAs);
    const { text, span } = parameter.name;
    if (inside.variables.has(text)) context.report(duplicate_name.at(context.place(span), { name: text }));
    return bindParameter(inside, parameter);
  });
}

function bindParameter(context: Context, parameter: Parameter): BoundParameter {
  const { name, type, default: fallback, span } = parameter;
  const known = types.find((each) => each === type?.text);
  if (type !== undefined && known === undefined && type.text !== "") {
    const hint = nearest(type.text, types);
    context.report(unknown_type.at(context.place(type.span), { name: type.text, known: types, nearest: hint }));
  }
  if (type === undefined && name.text !== "" && !context.damaged) {
    context.report(missing_type.at(context.place(name.span), { name: name.text, known: types }));
  }
  const value = fallback === undefined ? undefined : bindExpression(context, fallback);
  return { name: name.text, type: known, default: value, place: context.place(span) };
}
