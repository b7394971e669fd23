import type { Place } from "./place.ts";

export type Severity = "error" | "warning" | "note";

/** A place with a remark: the trail of steps that made a shape, the other end of a clash. */
export interface Remark {
  readonly place: Place;
  readonly message: string;
}

/** A change of text that answers a diagnostic. */
export interface Edit {
  readonly title: string;
  readonly place: Place;
  readonly text: string;
}

/** One thing to tell the user about the spec. Plain data: it is cached, sent to editors and printed as JSON. */
export interface Diagnostic {
  /** The name in the catalogue, the same in `@allow(...)` and `kpc explain`. */
  readonly name: string;
  readonly severity: Severity;
  /** One sentence in the user's words. */
  readonly message: string;
  readonly place: Place;
  readonly related: readonly Remark[];
  readonly help?: string;
  readonly edit?: Edit;
}

/** What a phase gives: a value, however damaged its input was, and what there is to say about it. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
