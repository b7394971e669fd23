import { duplicate_declaration } from "../../diagnostics/catalogue/duplicate_declaration.ts";
import { not_yet } from "../../diagnostics/catalogue/not_yet.ts";
import type { Diagnostic, Outcome } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { Declaration, FileTree } from "../../grammar/tree.ts";
import type { DeclarationKind, DeclarationRef } from "../ir/bound.ts";
import { nounOf, withArticle } from "../ir/describe.ts";

/** What a file's declarations are called. Plain data: as long as it stays equal, nothing that looked in it is stale. */
export interface Scope {
  /** By kind and name: `model NoseNet`. */
  readonly entries: Readonly<Record<string, ScopeEntry>>;
  /** Names of each kind, to suggest one from. Not all of thousands: to compare with them would take long. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Something in the file lost its name or could not be read, so a name that nobody knows may stand there. */
  readonly uncertain: boolean;
}

export interface ScopeEntry {
  readonly ref: DeclarationRef;
  /** `broken`: what it was could not be read; it may stand for anything. */
  readonly kind: DeclarationKind | "broken";
}

const mostNames = 1000;

/** The names that a file declares, by kind: a model and an experiment may have one name. */
export function scopeOf(tree: FileTree): Outcome<Scope> {
  const diagnostics: Diagnostic[] = [];
  const entries: Record<string, ScopeEntry> = {};
  const names: Record<string, string[]> = {};
  const places = new Map<string, Place>();
  let uncertain = false;
  for (const declaration of tree.declarations) {
    const { name, key } = declaration;
    if (declaration.kind === "import") {
      diagnostics.push(not_yet.at(placeIn(tree.file, declaration), { what: "`import`" }));
      uncertain = true;
      continue;
    }
    if (name === undefined || declaration.kind === "broken") uncertain = true;
    if (name === undefined) continue;
    const kind = kindOf(declaration);
    const entry = `${kind} ${name.text}`;
    const place = { file: tree.file, declaration: key, span: name.span };
    const first = places.get(entry);
    if (first === undefined) {
      places.set(entry, place);
      entries[entry] = { ref: { file: tree.file, key, name: name.text }, kind };
      names[kind] ??= [];
      if (names[kind].length < mostNames) names[kind].push(name.text);
    } else if (kind !== "broken") {
      const related = [{ place: first, message: "the first one" }];
      diagnostics.push(
        duplicate_declaration.at(place, { kind: withArticle(nounOf(kind)), name: name.text }, { related }),
      );
    }
  }
  return { value: { entries, names, uncertain }, diagnostics };
}

/** The declaration of this kind and name, or a broken one of the name. */
export function lookUp(scope: Scope, kind: DeclarationKind, name: string): ScopeEntry | undefined {
  return entryOf(scope, kind, name) ?? entryOf(scope, "broken", name);
}

/** What a name stands for that is no declaration of the kind that is meant. */
export function lookUpOther(scope: Scope, name: string): ScopeEntry | undefined {
  const kinds = Object.keys(scope.names) as ScopeEntry["kind"][];
  return kinds.map((kind) => entryOf(scope, kind, name)).find((entry) => entry !== undefined);
}

export function namesOf(scope: Scope, kind: DeclarationKind): readonly string[] {
  return scope.names[kind] ?? [];
}

function entryOf({ entries }: Scope, kind: ScopeEntry["kind"], name: string): ScopeEntry | undefined {
  return Object.hasOwn(entries, `${kind} ${name}`) ? entries[`${kind} ${name}`] : undefined;
}

function kindOf(declaration: Exclude<Declaration, { kind: "import" }>): ScopeEntry["kind"] {
  return declaration.kind === "variant" ? declaration.of : declaration.kind;
}

function placeIn(file: string, { key, span }: Declaration): Place {
  return { file, declaration: key, span };
}
