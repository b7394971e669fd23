import type { Expression, Property } from "../../../grammar/tree.ts";
import type { Project } from "../project.ts";
import { type Declared, declaredAs, lineageOf, textOf } from "./lineage.ts";
import type { Subject } from "./subjects.ts";

/** A property of a declaration or of what it varies: the value that holds. */
export function propertyOf(
  project: Project,
  at: Declared,
  key: string,
): (Property & Pick<Declared, "file">) | undefined {
  for (const { file, declaration } of lineageOf(project, at)) {
    const found = propertiesIn(declaration).find((property) => textOf(property.key) === key);
    if (found !== undefined) return { ...found, file };
  }
  return undefined;
}

/** Properties that a declaration writes, or sets as a whole where it is a variant. */
export function propertiesIn(declaration: Declared["declaration"]): readonly Property[] {
  if ("properties" in declaration) return declaration.properties;
  if (declaration.kind !== "variant") return [];
  return declaration.edits.flatMap((edit) => {
    if (edit.kind !== "set") return [];
    return [{ key: edit.path, value: edit.value, annotations: edit.annotations, span: edit.span }];
  });
}

/** The declaration that a property names: the model of an experiment. */
export function declaredBy(
  project: Project,
  at: Declared,
  key: string,
  kind: "model" | "examples" | "keypoints",
): Declared | undefined {
  const property = propertyOf(project, at, key);
  if (property?.value.kind !== "reference") return undefined;
  return declaredAs(project, property.file, kind, property.value.path);
}

/** The keypoint scheme of examples, a data set or an experiment. */
export function schemeOf(project: Project, at: Declared): Declared | undefined {
  const root = lineageOf(project, at).at(-1)!;
  if (root.declaration.kind === "keypoints") return at;
  if (root.declaration.kind === "dataset") return declaredBy(project, at, "keypoints", "keypoints");
  const examples = root.declaration.kind === "experiment" ? declaredBy(project, at, "data", "examples") : at;
  const base = examples && lineageOf(project, examples).at(-1);
  if (base?.declaration.kind !== "examples") return undefined;
  const dataset = declaredAs(project, base.file, "dataset", base.declaration.from);
  return dataset && declaredBy(project, dataset, "keypoints", "keypoints");
}

/** Names and groups of a keypoint scheme. */
export function keypointsIn(project: Project, scheme: Declared): [string, Subject][] {
  return lineageOf(project, scheme).flatMap(({ file, declaration }) =>
    propertiesIn(declaration)
      .filter(({ key }) => ["names", "groups"].includes(textOf(key)))
      .flatMap(({ value }) => entriesOf(value))
      .map(({ key }): [string, Subject] => {
        const name = textOf(key);
        return [name, { kind: "keypoint", file, key: declaration.key, name }];
      }),
  );
}

export function entriesOf(value: Expression): readonly Property[] {
  return value.kind === "record" ? value.entries : [];
}
