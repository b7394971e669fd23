import { unused_declaration } from "../../diagnostics/catalogue/unused_declaration.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration } from "../ir/bound.ts";
import { refsIn } from "./refs-in.ts";

/** What a spec is for; everything else is there to be used by these. */
const ends: readonly string[] = ["experiment", "model"];

/**
 * Declarations of a file that none of its others mentions. A file without an experiment is there for others to use, and
 * where something could not be read, what it mentions is not known: both are left alone.
 */
export function checkUnused(declarations: readonly (BoundDeclaration | undefined)[]): readonly Diagnostic[] {
  const known = declarations.filter((declaration) => declaration !== undefined);
  const whole = known.length === declarations.length && known.every((declaration) => !declaration.damaged);
  if (!whole || !known.some((declaration) => kindOf(declaration) === "experiment")) return [];
  const mentioned = new Set(known.flatMap((declaration) => refsIn(declaration).map((ref) => ref.key)));
  return known
    .filter((declaration) => !ends.includes(kindOf(declaration)) && !mentioned.has(declaration.ref.key))
    .map((declaration) => {
      return unused_declaration.at(declaration.place, { kind: kindOf(declaration), name: declaration.ref.name });
    });
}

function kindOf(declaration: BoundDeclaration): string {
  return declaration.kind === "variant" ? declaration.of : declaration.kind;
}
