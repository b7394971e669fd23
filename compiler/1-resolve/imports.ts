import { circular_import } from "../../diagnostics/catalogue/circular_import.ts";
import { empty_import } from "../../diagnostics/catalogue/empty_import.ts";
import { import_not_found } from "../../diagnostics/catalogue/import_not_found.ts";
import { import_outside } from "../../diagnostics/catalogue/import_outside.ts";
import { unknown_import } from "../../diagnostics/catalogue/unknown_import.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Place, Span } from "../../diagnostics/place.ts";
import type { FileTree, ImportDeclaration, Name } from "../../grammar/tree.ts";
import type { Refusal } from "../file-source.ts";
import type { Scope, ScopeEntry } from "./scope.ts";

/** What a file that imports others may ask about them. */
export interface ImportedFiles {
  /** What a file itself declares; undefined where there is no such file. */
  scope(file: string): Scope | undefined;
  /** Why a file that is there is not read. */
  refusal(file: string): Refusal | undefined;
  /** A file that is probably meant by the path of one that isn't there. */
  nearest(file: string): string | undefined;
  /** Whether an import leads back to the file that it stands in, and is the one of the circle to tell of. */
  isCircular(from: string, to: string): boolean;
}

/** A name that an import brings in. `broken`: what it stands for is not known, and that was reported. */
export interface ImportedName {
  readonly name: Name;
  readonly as: Name;
  readonly entries: readonly (readonly [kind: ScopeEntry["kind"], entry: ScopeEntry])[];
}

/** The path of an imported file from the project's root; undefined where it leads out of the project. */
export function importedPath(file: string, path: string): string | undefined {
  if (path.startsWith("/") || path.includes("\\") || path.includes(":")) return undefined;
  const parts = file.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** The files that a file imports, whether they are there or not. */
export function importsOf(tree: FileTree): string[] {
  const paths = tree.declarations.flatMap((declaration) => {
    if (declaration.kind !== "import" || declaration.from === undefined) return [];
    return importedPath(tree.file, declaration.from.text) ?? [];
  });
  return [...new Set(paths)];
}

/** The names of one import; what is wrong with it is reported. */
export function importedNames(
  file: string,
  declaration: ImportDeclaration,
  files: ImportedFiles,
  report: (diagnostic: Diagnostic) => void,
): ImportedName[] {
  const place = (span: Span): Place => ({ file, declaration: declaration.key, span });
  if (declaration.names.length === 0 && !declaration.damaged) report(empty_import.at(place(declaration.span), {}));
  const target = targetOf(file, declaration, files, place, report);
  return declaration.names.map(({ name, as = name }) => {
    const entries = target === undefined ? [] : entriesNamed(target, name.text);
    if (target !== undefined && entries.length === 0 && !target.uncertain) reportUnknown(target, name, place, report);
    const ref = { file, key: declaration.key, name: name.text };
    return { name, as, entries: entries.length > 0 ? entries : [["broken", { ref, kind: "broken" }]] };
  });
}

/** What the imported file declares; undefined where that is not known, and was reported. */
function targetOf(
  file: string,
  { from }: ImportDeclaration,
  files: ImportedFiles,
  place: (span: Span) => Place,
  report: (diagnostic: Diagnostic) => void,
): Scope | undefined {
  if (from === undefined) return undefined;
  const path = importedPath(file, from.text);
  if (path === undefined) {
    report(import_outside.at(place(from.span), { path: from.text }));
    return undefined;
  }
  if (files.isCircular(file, path)) {
    report(circular_import.at(place(from.span), { path: from.text }));
    return undefined;
  }
  if (path === file) return undefined;
  const scope = files.scope(path);
  if (scope === undefined) report(unread(file, path, from, files, place(from.span)));
  return scope;
}

/** Why an imported file can't be read. */
function unread(
  file: string,
  path: string,
  { text }: { text: string },
  files: ImportedFiles,
  place: Place,
): Diagnostic {
  const refusal = files.refusal(path);
  if (refusal === "outside") return import_outside.at(place, { path: text });
  if (refusal !== undefined) return import_not_found.at(place, { path: text, file: path, refusal, nearest: undefined });
  const near = files.nearest(path);
  const hint = near && relativePath(file, near);
  const edit = hint === undefined ? {} : { edit: { title: `write "${hint}"`, place, text: `"${hint}"` } };
  return import_not_found.at(place, { path: text, file: path, refusal, nearest: hint }, edit);
}

function entriesNamed(scope: Scope, name: string): (readonly [ScopeEntry["kind"], ScopeEntry])[] {
  return Object.entries(scope.entries)
    .filter(([key]) => key.slice(key.indexOf(" ") + 1) === name)
    .map(([, entry]) => [entry.kind, entry]);
}

function reportUnknown(
  scope: Scope,
  { text, span }: Name,
  place: (span: Span) => Place,
  report: (diagnostic: Diagnostic) => void,
): void {
  if (text === "") return;
  const hint = nearest(text, Object.values(scope.names).flat());
  const edit = hint === undefined ? {} : { edit: { title: `write ${hint}`, place: place(span), text: hint } };
  report(unknown_import.at(place(span), { name: text, nearest: hint }, edit));
}

/** How a file is written in an import of another one. */
function relativePath(from: string, to: string): string {
  const folder = from.split("/").slice(0, -1);
  const parts = to.split("/");
  let shared = 0;
  while (shared < folder.length && shared < parts.length - 1 && folder[shared] === parts[shared]) shared += 1;
  const up = folder.slice(shared).map(() => "..");
  return `${up.length === 0 ? "./" : ""}${[...up, ...parts.slice(shared)].join("/")}`;
}
