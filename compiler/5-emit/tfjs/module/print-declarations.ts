import type { FunctionDeclaration, Statement } from "ts-morph";
import { lineWidth } from "../code-text.ts";
import type { Declarations } from "./declarations.ts";
import { relative } from "./module-parts.ts";

/** The text of a module: ts-morph prints the declarations, with a blank line between two, and none between imports. */
export function printDeclarations(
  { all }: Declarations,
  { IndentationText, Project }: typeof import("ts-morph"),
): string {
  const manipulationSettings = { indentationText: IndentationText.TwoSpaces };
  const project = new Project({ useInMemoryFileSystem: true, manipulationSettings });
  const statements = project.createSourceFile("model.ts", { statements: [...all] }).getStatementsWithComments();
  const printed = statements.map((statement, place) => {
    const before = statements[place - 1]?.getKindName();
    const close = isImport(statement.getKindName()) && (place === 1 || isImport(before));
    return `${place === 0 ? "" : close ? "\n" : "\n\n"}${declarationText(statement)}`;
  });
  return `${printed.join("")}\n`;
}

function isImport(kind: string | undefined): boolean {
  return kind === "ImportDeclaration";
}

/** ts-morph indents types too far, and blank lines at all, and writes parameters on one line, however long. */
function declarationText(statement: Statement): string {
  const text = statement.getText(true).replace(/ +$/gm, "");
  if (statement.getKindName() === "TypeAliasDeclaration") return relative(text, 2);
  return statement.getKindName() === "FunctionDeclaration"
    ? withShortLines(text, statement as FunctionDeclaration)
    : text;
}

/** One parameter a line where they don't fit on one. */
function withShortLines(text: string, declaration: FunctionDeclaration): string {
  const parameters = declaration.getParameters().map((parameter) => parameter.getText());
  const together = `(${parameters.join(", ")})`;
  const line = text.split("\n").find((line) => line.includes(together)) ?? "";
  return line.length <= lineWidth
    ? text
    : text.replace(together, `(\n${parameters.map((one) => `  ${one},\n`).join("")})`);
}
