import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration, BoundProperty } from "../ir/bound.ts";
import { checkAllowances } from "./allowances.ts";

/** `@allow`s on properties that no note or warning is ever told of: all of a keypoint scheme, and a dataset's scheme. */
export function checkPropertyAllowances(declaration: BoundDeclaration): readonly Diagnostic[] {
  const origins = propertiesWithoutNotes(declaration).map(({ keyPlace, notes }) => {
    return { place: keyPlace, via: [], allowed: notes.allowed };
  });
  return checkAllowances(declaration.place, origins, []);
}

function propertiesWithoutNotes(declaration: BoundDeclaration): readonly BoundProperty[] {
  if (declaration.kind === "keypoints") return declaration.properties;
  if (declaration.kind !== "dataset") return [];
  return declaration.properties.filter((property) => property.key === "keypoints");
}
