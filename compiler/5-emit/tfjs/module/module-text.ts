import type { EmitRequest } from "../../target.ts";
import { helperTexts } from "../helpers/index.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { Declarations } from "./declarations.ts";
import { docOf } from "./doc-text.ts";
import { trainingBody } from "./function-bodies.ts";
import { headerText } from "./header-text.ts";
import type { ModuleContext, TrainingPart } from "./module-parts.ts";
import { addPredict } from "./predict-part.ts";
import { printDeclarations } from "./print-declarations.ts";
import { addTrainingFunctions } from "./training-functions.ts";
import { addTrainingTypes } from "./training-types.ts";
import { optimizerOf } from "./update-code.ts";
import { addWeightsFunctions, addWeightsTable, addWeightsType } from "./weights-part.ts";

/** The text of a model's TypeScript module. ts-morph is heavy, so it is loaded only here. */
export async function moduleText(request: EmitRequest, backend: TfjsBackend): Promise<string> {
  const tsMorph = await import("ts-morph");
  const module = new Declarations(tsMorph.StructureKind);
  const { graph, inference } = request;
  const training = trainingPart(request, backend);
  const helpers: ModuleContext["helpers"] = new Set(training?.writer.helpers);
  const context: ModuleContext = { module, backend, graph, inference, training, helpers };

  module.addText(headerText(context));
  module.addImport({ namespaceImport: "tf", moduleSpecifier: backend.library });
  if (backend.plugin !== undefined) module.addImport({ moduleSpecifier: backend.plugin });
  addWeightsType(context);
  if (training !== undefined) addTrainingTypes(module, training);
  addReady(context);
  addWeightsFunctions(context);
  addPredict(context);
  if (training !== undefined) addTrainingFunctions(module, training);
  addWeightsTable(context);
  for (const text of helperTexts(helpers, backend)) module.addText(text);
  return printDeclarations(module, tsMorph);
}

function trainingPart({ training, optimizer, loss }: EmitRequest, backend: TfjsBackend): TrainingPart | undefined {
  if (training === undefined || optimizer === undefined) return undefined;
  const writer = trainingBody(training, loss, backend);
  return { program: training, writer, optimizer, slots: optimizerOf(optimizer).slots(optimizer.parameters) };
}

function addReady({ module, backend }: ModuleContext): void {
  const note = backend.note === undefined ? "" : ` ${backend.note}`;
  module.addFunction({
    isExported: true,
    isAsync: true,
    name: "ready",
    returnType: "Promise<void>",
    docs: [docOf(`Has tfjs compute on its ${backend.name} backend; to be awaited before anything else.${note}`)],
    statements: [
      `const chosen = await tf.setBackend("${backend.name}");`,
      `if (!chosen) throw new Error("tfjs's backend ${backend.name} does not work here");`,
      "await tf.ready();",
    ],
  });
}
