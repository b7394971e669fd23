import { bodiesOf, namedIn } from "../names/bodies.ts";
import { occurrenceAt, type Subject } from "../names/index.ts";
import { declaredBy, schemeOf } from "../names/keypoint-names.ts";
import { type Declared, declared, declaredAs, kindOf, lineageOf } from "../names/lineage.ts";
import type { Project } from "../project.ts";
import type { Spot } from "../spot.ts";

/**
 * What the thing that is named at a place is made of: of a step the block that it calls, of a variant what it varies, of an
 * experiment its model, of examples and data sets the keypoint scheme.
 */
export function typeAt({ project, path, offset }: Spot): Subject | undefined {
  const subject = occurrenceAt(project, path, offset)?.subject;
  const found = subject === undefined ? undefined : madeOf(project, subject);
  const of = found && kindOf(found.declaration);
  return found === undefined || of === undefined
    ? undefined
    : { kind: "declaration", of, file: found.file, key: found.declaration.key };
}

function madeOf(project: Project, subject: Subject): Declared | undefined {
  if (subject.kind === "value") {
    const owner = declared(project, subject);
    const bodies = owner === undefined ? [] : bodiesOf(project, owner);
    const step = bodies.flatMap(namedIn).find(({ name }) => name.text === subject.name)?.statement;
    const callee = step?.kind === "step" && step.value.kind === "call" ? step.value.callee : undefined;
    return declaredAs(project, subject.file, "block", callee);
  }
  if (subject.kind !== "declaration") return undefined;
  const at = declared(project, subject);
  if (at === undefined) return undefined;
  if (at.declaration.kind === "variant") return lineageOf(project, at)[1];
  if (subject.of === "experiment") return declaredBy(project, at, "model", "model");
  return subject.of === "keypoints" ? undefined : schemeOf(project, at);
}
