import type { DiffReport } from "./report.ts";

/** All that `kpc diff` has to say of two sides, as plain data. */
export interface Compared {
  readonly reports: readonly DiffReport[];
  /** What only one of them has: specs, or models and experiments, as in `specs/facenet.kpnet#Face`. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** Specs that have changed, but hold blocks or data only: what that means shows in the specs that import them. */
  readonly libraries: readonly string[];
  /** Why specs could not be compared, a sentence each. */
  readonly failures: readonly string[];
  /** Number of specs that both sides have. */
  readonly specs: number;
}

/** Sentences about what has no report; none where nothing is to be said. */
export function besideReports({ removed, added, libraries, failures }: Compared): string[] {
  return [
    ...failures.map((failure) => `Could not compare: ${failure}.`),
    ...(removed.length > 0 ? [`Gone: ${removed.join(", ")}.`] : []),
    ...(added.length > 0 ? [`New: ${added.join(", ")}.`] : []),
    ...libraries.map(
      (name) => `${name} has changed, and has no model or experiment: what that means shows in specs that import it.`,
    ),
  ];
}
