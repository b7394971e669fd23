import { duplicate_declaration } from "../../diagnostics/catalogue/duplicate_declaration.ts";
import { not_yet } from "../../diagnostics/catalogue/not_yet.ts";
import type { Diagnostic, Outcome } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { Declaration, FileTree } from "../../grammar/tree.ts";
import type { DeclarationKind, DeclarationRef } from "../ir/bound.ts";

/** What a file's declarations are called. Plain data: as long as it stays equal, nothing that looked in it is stale. */
export interface Scope {
  readonly entries: readonly ScopeEntry[];
  /** Something in the file lost its name, so a name that nobody knows may be that one's. */
  readonly uncertain: boolean;
}

export interface ScopeEntry {
  readonly ref: DeclarationRef;
  /** `broken`: what it was could not be read; it may stand for anything. */
  readonly kind: DeclarationKind | "broken";
}

/** The names that a file declares, by kind: a model and an experiment may have one name. */
export function scopeOf(tree: FileTree): Outcome<Scope> {
  const diagnostics: Diagnostic[] = [];
  const entries: ScopeEntry[] = [];
  const places = new Map<string, Place>();
  let uncertain = false;
  for (const declaration of tree.declarations) {
    const { name, key } = declaration;
    if (declaration.kind === "import") {
      diagnostics.push(not_yet.at(placeIn(tree.file, declaration), { what: "`import`" }));
      uncertain = true;
      continue;
    }
    if (name === undefined) {
      uncertain = true;
      continue;
    }
    const kind = kindOf(declaration);
    const place = { file: tree.file, declaration: key, span: name.span };
    const first = places.get(`${kind} ${name.text}`);
    if (first === undefined) {
      places.set(`${kind} ${name.text}`, place);
      entries.push({ ref: { file: tree.file, key, name: name.text }, kind });
    } else if (kind !== "broken") {
      const related = [{ place: first, message: "the first one" }];
      diagnostics.push(duplicate_declaration.at(place, { kind, name: name.text }, { related }));
    }
  }
  return { value: { entries, uncertain }, diagnostics };
}

/** The declaration of this kind and name, or a broken one of the name. */
export function lookUp(scope: Scope, kind: DeclarationKind, name: string): ScopeEntry | undefined {
  const ofName = scope.entries.filter((entry) => entry.ref.name === name);
  return ofName.find((entry) => entry.kind === kind) ?? ofName.find((entry) => entry.kind === "broken");
}

export function namesOf(scope: Scope, kind: DeclarationKind): string[] {
  return scope.entries.filter((entry) => entry.kind === kind).map((entry) => entry.ref.name);
}

function kindOf(declaration: Exclude<Declaration, { kind: "import" }>): ScopeEntry["kind"] {
  return declaration.kind === "variant" ? declaration.of : declaration.kind;
}

function placeIn(file: string, { key, span }: Declaration): Place {
  return { file, declaration: key, span };
}
