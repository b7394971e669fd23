import type { Project } from "../project.ts";
import { bodiesOf, namedIn } from "./bodies.ts";
import { occurrencesIn, occurrencesOf, type Subject } from "./index.ts";
import { declared, refNamed } from "./lineage.ts";
import { variablesIn } from "./walk.ts";

/** Whether something can take a name without being taken for something else, in any file that names it. */
export function isNameFree(project: Project, subject: Subject, name: string): boolean {
  switch (subject.kind) {
    case "declaration": {
      const files = new Set([subject.file, ...occurrencesOf(project, subject).map(({ path }) => path)]);
      return [...files].every((file) => refNamed(project, file, subject.of, name) === undefined);
    }
    case "value":
    case "parameter":
    case "letter":
    case "variable": {
      const owner = declared(project, subject);
      if (owner === undefined) return true;
      const values = bodiesOf(project, owner)
        .flatMap(namedIn)
        .map((each) => each.name.text);
      const variables = variablesIn(project, owner).map(([variable]) => variable);
      return !(subject.kind === "value" ? values : variables).includes(name);
    }
    case "keypoint":
      return !occurrencesIn(project, subject.file).some(
        (each) => each.subject.kind === "keypoint" && each.subject.key === subject.key && each.text === name,
      );
    default:
      return false;
  }
}
