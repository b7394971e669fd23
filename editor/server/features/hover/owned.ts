import { definitionsOf, type Subject } from "../../names/index.ts";
import { declared } from "../../names/lineage.ts";
import type { Project } from "../../project.ts";
import { code } from "./code.ts";

type Owned = Extract<Subject, { kind: "value" | "parameter" | "letter" | "variable" }>;

/** What belongs to a declaration, as it is written there. */
export function describeOwned(project: Project, subject: Owned): string | undefined {
  const [definition] = definitionsOf(project, subject);
  if (definition === undefined) return undefined;
  const text = project.document(definition.path).getText();
  switch (subject.kind) {
    case "letter":
      return `\`${subject.name}\`: a size of what flows in`;
    case "variable":
      return `\`${subject.name}\`: the index of the repeat, \`${lineAt(text, definition.span.start)}\``;
    case "parameter":
      return code(parameterText(project, subject) ?? subject.name);
    case "value":
      return code(lineAt(text, definition.span.start));
  }
}

/** `stride: int = 1` */
function parameterText(project: Project, { file, key, name }: Owned): string | undefined {
  const at = declared(project, { file, key });
  if (at === undefined || !("parameters" in at.declaration)) return undefined;
  const { offset, parameters } = at.declaration;
  const parameter = parameters.find((each) => each.name.text === name);
  const { start, end } = parameter?.span ?? { start: 0, end: 0 };
  return project
    .document(file)
    .getText()
    .slice(offset + start, offset + end);
}

/** The line that an offset is on, without what surrounds it and without its comment. */
function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return text
    .slice(start, end < 0 ? undefined : end)
    .replace(/\/\/.*$/, "")
    .replace(/\s*\{\s*$/, "")
    .trim();
}
