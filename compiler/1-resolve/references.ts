import { unknown_declaration } from "../../diagnostics/catalogue/unknown_declaration.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Path } from "../../grammar/tree.ts";
import type { DeclarationKind, DeclarationRef } from "../ir/bound.ts";
import { nounOf, withArticle } from "../ir/describe.ts";
import type { Context } from "./context.ts";
import { lookUp, lookUpOther, namesOf } from "./scope.ts";

/** `a.b.c`, as written. */
export function textOf(path: Path): string {
  return path.parts.map((part) => part.text).join(".");
}

/** The declaration that a path names where one of this kind is meant; undefined where that was reported. */
export function bindDeclarationName(
  context: Context,
  kind: DeclarationKind,
  path: Path | undefined,
): DeclarationRef | undefined {
  if (path === undefined) return undefined;
  const name = textOf(path);
  const found = lookUp(context.scope, kind, name);
  if (found !== undefined) return found.kind === "broken" ? undefined : found.ref;
  if (context.scope.uncertain) return undefined;
  const place = context.place(path.span);
  const other = lookUpOther(context.scope, name);
  const hint = nearest(name, namesOf(context.scope, kind));
  const edit = hint === undefined ? {} : { edit: { title: `write ${hint}`, place, text: hint } };
  const is = other === undefined || other.kind === "broken" ? undefined : withArticle(nounOf(other.kind));
  const facts = { kind: nounOf(kind), meant: withArticle(nounOf(kind)), name, is, nearest: hint };
  context.report(unknown_declaration.at(place, facts, edit));
  return undefined;
}
