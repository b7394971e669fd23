import type { Declaration } from "../../grammar/tree.ts";
import type { DeclarationRef } from "../ir/bound.ts";
import { lettersIn } from "./letters.ts";
import { textOf } from "./references.ts";
import { lookUp, type Scope } from "./scope.ts";

/** Names of values that expressions in a model or block see: its parameters, and the letters of its inputs' and outputs' sizes. */
export function valueNamesOf(declaration: Declaration, scope: Scope): string[] {
  if (declaration.kind === "variant") return declaration.parameters.map(({ name }) => name.text);
  if (declaration.kind !== "model" && declaration.kind !== "block") return [];
  const ports = declaration.body.filter((statement) => statement.kind === "input" || statement.kind === "output");
  const letters = ports.flatMap((port) => port.type?.sizes.flatMap((size) => lettersIn(scope, size)) ?? []);
  return [...declaration.parameters.map(({ name }) => name.text), ...letters];
}

/** What a variant varies; undefined for anything else, and where that is not known. */
export function baseOf(declaration: Declaration, scope: Scope): DeclarationRef | undefined {
  if (declaration.kind !== "variant" || declaration.base === undefined) return undefined;
  const entry = lookUp(scope, declaration.of, textOf(declaration.base));
  return entry?.kind === "broken" ? undefined : entry?.ref;
}
