import type { BoundDeclaration, DeclarationRef } from "../ir/bound.ts";

/** Kept as long as the declaration is the same: an edit of another one need not walk it again. */
const known = new WeakMap<BoundDeclaration, readonly DeclarationRef[]>();

/** All declarations that a declaration names, however deep. */
export function refsIn(declaration: BoundDeclaration): readonly DeclarationRef[] {
  const found = known.get(declaration);
  if (found !== undefined) return found;
  const refs: DeclarationRef[] = [];
  for (const [key, part] of Object.entries(declaration)) if (key !== "ref") collect(part, refs);
  known.set(declaration, refs);
  return refs;
}

function collect(part: unknown, into: DeclarationRef[]): void {
  if (typeof part !== "object" || part === null) return;
  if (isRef(part)) into.push(part);
  else for (const inner of Object.values(part)) collect(inner, into);
}

function isRef(part: object): part is DeclarationRef {
  return "file" in part && "key" in part && "name" in part;
}
