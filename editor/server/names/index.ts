/** What each name in a file stands for, and where else the same thing is named. */
import { importedPath } from "../../../compiler/index.ts";
import type { Declaration, ImportDeclaration } from "../../../grammar/tree.ts";
import type { Project } from "../project.ts";
import { bodiesOf } from "./bodies.ts";
import { type Declared, kindOf, textOf } from "./lineage.ts";
import { type Occurrence, type Subject, subjectKey } from "./subjects.ts";
import { Walker } from "./walk.ts";
import { seenByProperties, walkProperty } from "./walk-properties.ts";
import { walkEdits } from "./walk-variants.ts";

export { isOwn, type Occurrence, type Subject, subjectKey } from "./subjects.ts";

/** An occurrence, and the file that it is in. */
export interface PlacedOccurrence extends Occurrence {
  readonly path: string;
}

/** All names in a file that stand for something, in the order of their places. */
export function occurrencesIn(project: Project, path: string): readonly Occurrence[] {
  return project.remember(`occurrences ${path}`, () => {
    const { declarations } = project.tree(path);
    const found = declarations.flatMap((declaration) => inDeclaration(project, { file: path, declaration }));
    return found.sort((a, b) => a.span.start - b.span.start);
  });
}

/** The name at a place; behind its last letter counts, too. */
export function occurrenceAt(project: Project, path: string, offset: number): Occurrence | undefined {
  const touching = occurrencesIn(project, path).filter(({ span }) => span.start <= offset && offset <= span.end);
  return touching.find(({ span }) => offset < span.end) ?? touching[0];
}

/** Everywhere that a subject is named in a project. */
export function occurrencesOf(project: Project, subject: Subject): PlacedOccurrence[] {
  const key = subjectKey(subject);
  return project.specs.flatMap((path) =>
    occurrencesIn(project, path)
      .filter((occurrence) => subjectKey(occurrence.subject) === key)
      .map((occurrence) => ({ ...occurrence, path })),
  );
}

/** Where a subject is given its name; none for what the language itself has. */
export function definitionsOf(project: Project, subject: Subject): PlacedOccurrence[] {
  if (!("file" in subject)) return [];
  const key = subjectKey(subject);
  return occurrencesIn(project, subject.file)
    .filter((occurrence) => occurrence.isDefinition && subjectKey(occurrence.subject) === key)
    .map((occurrence) => ({ ...occurrence, path: subject.file }));
}

function inDeclaration(project: Project, at: Declared): Occurrence[] {
  const walker = new Walker(project, at);
  const { declaration } = at;
  nameDeclaration(walker, declaration);
  switch (declaration.kind) {
    case "model":
    case "block": {
      const { seen } = walker;
      walker.parameters(declaration.parameters, seen);
      walker.statements(declaration.body, seen);
      break;
    }
    case "keypoints":
    case "dataset":
    case "experiment":
      for (const property of declaration.properties) walkProperty(walker, declaration.kind, property);
      break;
    case "examples": {
      const seen = { ...seenByProperties(walker), bodies: bodiesOf(project, at) };
      const { from } = declaration;
      if (from !== undefined) walker.declarationName({ text: textOf(from), span: from.span }, "dataset");
      for (const statement of declaration.body) {
        const steps = statement.kind === "augment" ? statement.body : [statement];
        for (const step of steps) walker.step(step, seen, "transforms");
      }
      break;
    }
    case "variant":
      walkEdits(walker, declaration);
      break;
    case "const":
      walker.expression(declaration.value, walker.seen);
      break;
    case "import":
      nameImported(walker, declaration);
      break;
    case "broken":
  }
  return walker.found;
}

function nameDeclaration(walker: Walker, declaration: Declaration): void {
  const of = kindOf(declaration);
  const { name, key } = declaration;
  if (name !== undefined && of !== undefined)
    walker.name(name, { kind: "declaration", of, file: walker.at.file, key }, true);
}

/** Names that an import brings in; one name may stand for a model and an experiment, of which the first counts. */
function nameImported(walker: Walker, { names, from }: ImportDeclaration): void {
  const path = from && importedPath(walker.at.file, from.text);
  if (path === undefined) return;
  const { declarations } = walker.project.tree(path);
  for (const { name, as } of names) {
    const found = declarations.find((each) => each.name?.text === name.text && kindOf(each) !== undefined);
    if (found === undefined) continue;
    const subject = { kind: "declaration", of: kindOf(found)!, file: path, key: found.key } as const;
    walker.name(name, subject);
    if (as !== undefined) walker.name(as, subject);
  }
}
