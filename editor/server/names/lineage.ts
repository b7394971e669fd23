import type { DeclarationKind, DeclarationRef } from "../../../compiler/ir/bound.ts";
import type { Declaration, Path, VariantDeclaration } from "../../../grammar/tree.ts";
import type { Project } from "../project.ts";

/** A declaration and the file that it stands in. */
export interface Declared<D extends Declaration = Declaration> {
  readonly file: string;
  readonly declaration: D;
}

/** `a.b.c`, as written. */
export function textOf(path: Path): string {
  return path.parts.map(({ text }) => text).join(".");
}

/** What a declaration is, a variant being what it varies; undefined for imports and what can't be read. */
export function kindOf(declaration: Declaration): DeclarationKind | undefined {
  if (declaration.kind === "variant") return declaration.of;
  return declaration.kind === "import" || declaration.kind === "broken" ? undefined : declaration.kind;
}

/** The declaration of this kind that a name stands for in a file. */
export function refNamed(
  project: Project,
  file: string,
  kind: DeclarationKind,
  name: string,
): DeclarationRef | undefined {
  const { entries } = project.fresh().scope(file).value;
  const entry = Object.hasOwn(entries, `${kind} ${name}`) ? entries[`${kind} ${name}`] : undefined;
  return entry?.ref;
}

export function declared(project: Project, ref: Pick<DeclarationRef, "file" | "key">): Declared | undefined {
  const declaration = project.tree(ref.file).declarations.find(({ key }) => key === ref.key);
  return declaration && { file: ref.file, declaration };
}

export function declaredAs(
  project: Project,
  file: string,
  kind: DeclarationKind,
  path: Path | undefined,
): Declared | undefined {
  const ref = path && refNamed(project, file, kind, textOf(path));
  return ref && declared(project, ref);
}

/** More variants of variants than this nobody follows; it also ends circles. */
const longest = 100;

/** A declaration, what it varies, what that varies, and so on: the declaration that is no variant last. */
export function lineageOf(project: Project, start: Declared): readonly Declared[] {
  const found: Declared[] = [start];
  for (let current = start; current.declaration.kind === "variant" && found.length < longest; ) {
    const next = baseOf(project, current as Declared<VariantDeclaration>);
    if (next === undefined || found.some(({ declaration }) => declaration === next.declaration)) break;
    found.push(next);
    current = next;
  }
  return found;
}

export function baseOf(
  project: Project,
  { file, declaration: { of, base } }: Declared<VariantDeclaration>,
): Declared | undefined {
  return declaredAs(project, file, of, base);
}
