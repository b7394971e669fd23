import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place, Span } from "../../diagnostics/place.ts";
import type { Poison } from "../ir/bound.ts";
import type { Scope } from "./scope.ts";

/** What binding one declaration needs at hand. */
export interface Context {
  readonly scope: Scope;
  /** A syntax error was reported in the declaration. */
  readonly damaged: boolean;
  /** Names of values that expressions see here: parameters, repeat variables, letters of an input's sizes. */
  readonly variables: ReadonlySet<string>;
  readonly place: (span: Span) => Place;
  readonly report: (diagnostic: Diagnostic) => void;
}

export function withVariables(context: Context, names: Iterable<string>): Context {
  return { ...context, variables: new Set([...context.variables, ...names]) };
}

export function poison(context: Context, { span }: { readonly span: Span }): Poison {
  return { kind: "poison", place: context.place(span) };
}
