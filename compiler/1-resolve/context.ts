import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place, Span } from "../../diagnostics/place.ts";
import type { Poison } from "../ir/bound.ts";
import type { Scope } from "./scope.ts";

/** What binding one declaration needs at hand. */
export interface Context {
  readonly scope: Scope;
  /** A syntax error was reported in the declaration. */
  readonly damaged: boolean;
  /** Values that expressions see here (parameters, repeat variables, letters of an input's sizes), by name, and what they are known as. */
  readonly variables: ReadonlyMap<string, string>;
  readonly place: (span: Span) => Place;
  readonly report: (diagnostic: Diagnostic) => void;
}

export function withVariables(
  context: Context,
  names: Iterable<string>,
  knownAs: (name: string) => string = (name) => name,
): Context {
  const more = [...names].map((name) => [name, knownAs(name)] as const);
  return { ...context, variables: new Map([...context.variables, ...more]) };
}

export function poison(context: Context, { span }: { readonly span: Span }): Poison {
  return { kind: "poison", place: context.place(span) };
}
