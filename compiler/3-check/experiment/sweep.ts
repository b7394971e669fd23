import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { Place } from "../../../diagnostics/place.ts";

/** One combination of a sweep, and what there is to say of the experiment with it. */
export interface CheckedCombination {
  readonly values: readonly { readonly key: string; readonly place: Place }[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What is wrong with some combination of a sweep, each with the values that it takes. Remarks are left to the experiment as it
 * stands: what may be odd about one of many values is why it is tried.
 */
export function checkSweep(combinations: readonly CheckedCombination[]): readonly Diagnostic[] {
  return combinations.flatMap(({ values, diagnostics }) =>
    diagnostics
      .filter(({ severity }) => severity === "error")
      .map((diagnostic) => {
        const trail = values.map(({ key, place }) => ({ place, message: `with this ${key}` }));
        return { ...diagnostic, related: [...diagnostic.related, ...trail] };
      }),
  );
}
