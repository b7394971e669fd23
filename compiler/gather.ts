import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { absoluteSpan, type TextLookup } from "../diagnostics/place.ts";
import { sayingKey } from "../diagnostics/repetitions.ts";
import type { FileTree } from "../grammar/tree.ts";
import type { Scope } from "./1-resolve/index.ts";
import type { DeclarationKind, DeclarationRef } from "./ir/bound.ts";
import type { ExperimentPlan } from "./ir/plan.ts";
import type { Pipeline } from "./pipeline.ts";

/** What there is for each declaration of a kind, by name; those for which there is nothing are left out. */
export function byName<T>(
  scope: Scope,
  kind: DeclarationKind,
  find: (ref: DeclarationRef) => T | undefined,
): ReadonlyMap<string, T> {
  const values = new Map<string, T>();
  for (const { ref } of Object.values(scope.entries).filter((entry) => entry.kind === kind)) {
    const value = find(ref);
    if (value !== undefined) values.set(ref.name, value);
  }
  return values;
}

/** A scope without what the file imports. */
export function ownEntries(scope: Scope, file: string): Scope {
  const own = Object.entries(scope.entries).filter(([, { ref }]) => ref.file === file);
  return { ...scope, entries: Object.fromEntries(own) };
}

/** Diagnostics in the order of their places, each once: what is wrong in a base is found again in its variants. */
export function inOrder(diagnostics: readonly Diagnostic[], lookup: TextLookup): Diagnostic[] {
  const distinct = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = sayingKey(diagnostic);
    const known = distinct.get(key);
    if (known === undefined || diagnostic.related.length < known.related.length) distinct.set(key, diagnostic);
  }
  const position = ({ place }: Diagnostic): number => absoluteSpan(place, lookup).start;
  return [...distinct.values()].sort((a, b) => compareText(a.place.file, b.place.file) || position(a) - position(b));
}

/** Texts of files, and where the declarations of their trees begin. */
export function lookupIn(texts: ReadonlyMap<string, string>, trees: ReadonlyMap<string, FileTree>): TextLookup {
  const offsets = new Map([...trees].map(([file, tree]) => [file, offsetsOf(tree)]));
  return {
    text: (file) => texts.get(file),
    offset: (file, declaration) => (declaration === "" ? 0 : offsets.get(file)?.get(declaration)),
  };
}

function offsetsOf({ declarations }: FileTree): ReadonlyMap<string, number> {
  return new Map(declarations.map(({ key, offset }) => [key, offset]));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The models of a file, and those of other files that its experiments train. */
export function modelsOf(cache: Pipeline, entry: string, scope: Scope, experiments: Iterable<ExperimentPlan>): Scope {
  const entries = { ...scope.entries };
  for (const plan of experiments) {
    const ref = cache.modelOf({ file: entry }, plan);
    if (ref !== undefined) entries[`model ${ref.name}`] ??= { ref, kind: "model" };
  }
  return { ...scope, entries };
}
