import type { Diagnostic, Edit, Remark, Severity } from "./diagnostic.ts";
import type { Place } from "./place.ts";

/**
 * An entry of the catalogue: one file in `diagnostics/catalogue/`, named as the diagnostic is. `A` is what the message
 * needs to know. `bad` and `good` are whole spec files: a test checks that `bad` gives this diagnostic, and that
 * `good` gives none at all.
 */
export interface DiagnosticEntry<A> {
  readonly name: string;
  readonly severity: Severity;
  /** Where it is found: in the spec (when absent), or only with its data or a target, so that its samples compile clean. */
  readonly foundIn?: "data" | "target";
  /** WHAT is wrong: one sentence, no full stop, in the user's words. */
  readonly message: (a: A) => string;
  /** WHAT TO DO, where that depends on the case; shown below the message. */
  readonly help?: (a: A) => string | undefined;
  /** WHY it matters, for `kpc explain`. A short paragraph. */
  readonly why: string;
  /** WHAT TO DO in general, for `kpc explain`. */
  readonly fix: string;
  readonly bad: string;
  readonly good: string;
  /** Other files that the samples import, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface DiagnosticExtras {
  readonly related?: readonly Remark[];
  readonly edit?: Edit;
}

export type DiagnosticKind<A> = DiagnosticEntry<A> & {
  /** Makes a diagnostic of this kind at a place. */
  at(place: Place, a: A, extras?: DiagnosticExtras): Diagnostic;
};

export function defineDiagnostic<A>(entry: DiagnosticEntry<A>): DiagnosticKind<A> {
  return {
    ...entry,
    at(place, a, extras = {}) {
      const help = entry.help?.(a);
      return {
        name: entry.name,
        severity: entry.severity,
        message: entry.message(a),
        place,
        related: extras.related ?? [],
        ...(help === undefined ? {} : { help }),
        ...(extras.edit === undefined ? {} : { edit: extras.edit }),
      };
    },
  };
}
