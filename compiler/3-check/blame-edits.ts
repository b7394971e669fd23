import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { BoundEdit, BoundVariant } from "../ir/bound.ts";

/**
 * What is wrong with a variant of a model. Where its base is right, an error that stands in the base's text comes from an edit, and is told
 * there; what is wrong with the base already is not told again.
 *
 * @param found in the variant.
 * @param ofBase what is told of its base.
 */
export function blameEdits(
  variant: BoundVariant,
  found: readonly Diagnostic[],
  ofBase: readonly Diagnostic[],
): readonly Diagnostic[] {
  return found.flatMap((diagnostic) => {
    const { name, severity, message, place, related } = diagnostic;
    if (severity !== "error" || isIn(place, variant.place)) return [diagnostic];
    if (ofBase.some((known) => known.name === name && known.message === message)) return [];
    const at =
      editAtFault(
        variant.edits,
        related.map((remark) => remark.place),
      ) ?? variant.place;
    return [{ ...diagnostic, place: at, related: [{ place, message: "it shows here" }, ...related] }];
  });
}

/** The only one, or the last that made a step on the way to what is wrong; undefined where none did. */
function editAtFault(edits: readonly BoundEdit[], trail: readonly Place[]): Place | undefined {
  const places = edits.map((edit) => edit.place);
  if (places.length === 1) return places[0];
  return trail.flatMap((step) => places.find((edit) => isWithin(step, edit)) ?? [])[0];
}

function isIn(a: Place, b: Place): boolean {
  return a.file === b.file && a.declaration === b.declaration;
}

function isWithin(inner: Place, outer: Place): boolean {
  return isIn(inner, outer) && inner.span.start >= outer.span.start && inner.span.end <= outer.span.end;
}
