import type { FunctionDeclaration, SourceFile, Statement } from "ts-morph";
import type { EmitRequest } from "../../target.ts";
import { lineWidth } from "../code-text.ts";
import { helperTexts } from "../helpers/index.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { headerText } from "./header-text.ts";
import { type ModuleContext, trainingRequest } from "./module-parts.ts";
import { addPredict } from "./predict-part.ts";
import { addTrainingFunctions, addTrainingTypes } from "./training-part.ts";
import { addWeightsFunctions, addWeightsTable, addWeightsType } from "./weights-part.ts";

/** The text of a model's TypeScript module. ts-morph is heavy, so it is loaded only here. */
export async function moduleText(request: EmitRequest, backend: TfjsBackend): Promise<string> {
  const { IndentationText, Project, QuoteKind } = await import("ts-morph");
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Double },
  });
  const file = project.createSourceFile("model.ts");
  const training = trainingRequest(request);
  const { graph, inference } = request;
  const context: ModuleContext = {
    file,
    backend,
    graph,
    inference,
    helpers: new Set(),
    ...(training === undefined ? {} : { training }),
  };
  file.addStatements(headerText(context));
  file.addImportDeclaration({ namespaceImport: "tf", moduleSpecifier: backend.library });
  if (backend.plugin !== undefined) file.addImportDeclaration({ moduleSpecifier: backend.plugin });
  addWeightsType(context);
  addTrainingTypes(context);
  addReady(context);
  addWeightsFunctions(context);
  addPredict(context);
  addTrainingFunctions(context);
  addWeightsTable(context);
  file.addStatements(helperTexts(context.helpers, backend));
  file.formatText({ indentSize: 2 });
  return `${spaced(file)}\n`;
}

/** A blank line between declarations, none between imports. */
function spaced(file: SourceFile): string {
  return file
    .getStatementsWithComments()
    .map((statement) => ({
      text: declarationText(statement),
      isImport: statement.getKindName() === "ImportDeclaration",
    }))
    .reduce((text, statement, place, all) => {
      if (place === 0) return statement.text;
      const close = statement.isImport && (all[place - 1]!.isImport || place === 1);
      return `${text}${close ? "\n" : "\n\n"}${statement.text}`;
    }, "");
}

/** ts-morph writes a function's parameters on one line; those that are too long for it get a line each. */
function declarationText(statement: Statement): string {
  const text = statement.getText(true);
  if (statement.getKindName() !== "FunctionDeclaration") return text;
  const declaration = statement as FunctionDeclaration;
  const parameters = declaration.getParameters().map((parameter) => parameter.getText());
  const line = text.split("\n").find((line) => line.includes(`(${parameters.join(", ")})`));
  if (line === undefined || line.length <= lineWidth) return text;
  const broken = parameters.map((parameter) => `\n  ${parameter},`).join("");
  return text.replace(`(${parameters.join(", ")})`, `(${broken}\n)`);
}

function addReady({ file, backend }: ModuleContext): void {
  const note = backend.note === undefined ? "" : ` ${backend.note}`;
  file.addFunction({
    isExported: true,
    isAsync: true,
    name: "ready",
    returnType: "Promise<void>",
    docs: [`Has tfjs compute on its ${backend.name} backend; to be awaited before anything else.${note}`],
    statements: [
      `const chosen = await tf.setBackend("${backend.name}");`,
      `if (!chosen) throw new Error("tfjs's backend ${backend.name} does not work here");`,
      "await tf.ready();",
    ],
  });
}
