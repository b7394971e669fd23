import { duplicate_declaration } from "../../diagnostics/catalogue/duplicate_declaration.ts";
import type { Diagnostic, Outcome } from "../../diagnostics/diagnostic.ts";
import type { Place, Span } from "../../diagnostics/place.ts";
import type { Declaration, FileTree, ImportDeclaration, Name } from "../../grammar/tree.ts";
import type { DeclarationKind, DeclarationRef } from "../ir/bound.ts";
import { nounOf, withArticle } from "../ir/describe.ts";
import { type ImportedFiles, importedNames } from "./imports.ts";

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

/** The names that a file declares itself, by kind: a model and an experiment may have one name. */
export function ownScopeOf(tree: FileTree): Outcome<Scope> {
  return scopeOf(tree, undefined);
}

/** The names that are known in a file: those that it declares, and those that it imports. */
export function scopeOf(tree: FileTree, files: ImportedFiles | undefined): Outcome<Scope> {
  const diagnostics: Diagnostic[] = [];
  const names = new DeclaredNames((diagnostic) => diagnostics.push(diagnostic));
  for (const declaration of tree.declarations) {
    const { name, key } = declaration;
    const place = ({ span }: { readonly span: Span }): Place => ({ file: tree.file, declaration: key, span });
    if (declaration.kind === "import") {
      if (files !== undefined) names.addImport(tree.file, declaration, files, place);
      continue;
    }
    if (name === undefined || declaration.kind === "broken") names.uncertain = true;
    if (name === undefined) continue;
    const kind = kindOf(declaration);
    names.add(kind, name.text, { ref: { file: tree.file, key, name: name.text }, kind }, place(name));
  }
  return { value: names.scope, diagnostics };
}

/** Names of a file while they are gathered. */
class DeclaredNames {
  uncertain = false;
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #entries: Record<string, ScopeEntry> = {};
  readonly #names: Record<string, string[]> = {};
  readonly #places = new Map<string, Place>();

  constructor(report: (diagnostic: Diagnostic) => void) {
    this.#report = report;
  }

  get scope(): Scope {
    return { entries: this.#entries, names: this.#names, uncertain: this.uncertain };
  }

  add(kind: ScopeEntry["kind"], name: string, entry: ScopeEntry, place: Place): void {
    const key = `${kind} ${name}`;
    const first = this.#places.get(key);
    if (first === undefined) {
      this.#places.set(key, place);
      this.#entries[key] = entry;
      this.#names[kind] ??= [];
      if (this.#names[kind].length < mostNames) this.#names[kind].push(name);
    } else if (kind !== "broken") {
      const related = [{ place: first, message: "the first one" }];
      this.#report(duplicate_declaration.at(place, { kind: withArticle(nounOf(kind)), name }, { related }));
    }
  }

  addImport(file: string, declaration: ImportDeclaration, files: ImportedFiles, place: (name: Name) => Place): void {
    const { damaged, from, names } = declaration;
    if (damaged || from === undefined || names.length === 0) this.uncertain = true;
    for (const { as, entries } of importedNames(file, declaration, files, this.#report)) {
      for (const [kind, entry] of entries) this.add(kind, as.text, entry, place(as));
    }
  }
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
