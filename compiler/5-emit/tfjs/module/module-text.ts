import { outline, type Scope, scopesOf } from "../../outline/index.ts";
import type { EmitRequest } from "../../target.ts";
import { type HelperName, helperTexts } from "../helpers/index.ts";
import { kernelNeeds } from "../kernel-needs.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { withoutIndices } from "../without-indices.ts";
import { Declarations } from "./declarations.ts";
import { docOf } from "./doc-text.ts";
import { headerText } from "./header-text.ts";
import { addModelTable } from "./model-table.ts";
import type { ModuleContext, TrainingPart } from "./module-parts.ts";
import { PathTypes } from "./path-types.ts";
import { addPictures, picturesImport, picturesModule } from "./picture-part.ts";
import { pictureSteps } from "./picture-steps.ts";
import { addPredict } from "./predict-part.ts";
import { printDeclarations } from "./print-declarations.ts";
import { addTrainingFunctions } from "./training-functions.ts";
import { addTrainingTypes } from "./training-types.ts";
import { optimizerOf } from "./update-code.ts";
import { reservedNames } from "./value-names.ts";
import { addWeightsFunctions, addWeightsTable, addWeightsType } from "./weights-part.ts";

/** The text of a model's TypeScript module. ts-morph is heavy, so it is loaded only here. */
export async function moduleText(request: EmitRequest, backend: TfjsBackend): Promise<string> {
  const tsMorph = await import("ts-morph");
  const module = new Declarations(tsMorph.StructureKind);
  const { graph } = request;
  const scopes = scopesOf(graph);
  const inference = outline(withoutIndices(request.inference), scopes, reservedNames);
  const training = trainingPart(request, scopes);
  const paths = new PathTypes(training === undefined ? [inference] : [inference, training.outlined]);
  const pictures = request.examples === undefined ? undefined : pictureSteps(request.examples, graph);
  const helpers = new Set<HelperName>();
  const kernels = bringsKernels(request, backend);
  const context: ModuleContext = { module, backend, graph, inference, training, pictures, paths, kernels, helpers };

  module.addText(headerText(context));
  addImports(context);
  addWeightsType(context);
  const typesEnd = module.all.length;
  if (training !== undefined) addTrainingTypes(context, training);
  addModelTable(context);
  addReady(context);
  addWeightsFunctions(context);
  addPredict(context);
  if (pictures !== undefined) addPictures(context, pictures);
  if (training !== undefined) addTrainingFunctions(context, training);
  addWeightsTable(context);
  for (const text of helperTexts(context.helpers, backend)) module.addText(text);
  // Types of paths stand with the types, and are known only now.
  const pathTypes = paths.declarations();
  if (pathTypes.length > 0) module.all.splice(typesEnd, 0, pathTypes.join("\n"));
  return printDeclarations(module, tsMorph);
}

function trainingPart({ training, optimizer, loss }: EmitRequest, scopes: readonly Scope[]): TrainingPart | undefined {
  // Without weights there is nothing to train.
  if (training === undefined || optimizer === undefined || training.gradients.length === 0) return undefined;
  const slots = optimizerOf(optimizer).slots(optimizer.parameters);
  return { outlined: outline(withoutIndices(training), scopes, reservedNames), loss, optimizer, slots };
}

/** To train, and for transposed convolutions, which tfjs computes slowly. */
function bringsKernels({ inference, training }: EmitRequest, backend: TfjsBackend): boolean {
  if (!backend.addsKernels || training !== undefined) return backend.addsKernels;
  return kernelNeeds(inference, backend).some(({ kernels }) => kernels.includes("Conv2DBackpropInput"));
}

function addImports({ module, backend, pictures, training, kernels }: ModuleContext): void {
  module.addImport({ namespaceImport: "tf", moduleSpecifier: backend.library });
  if (backend.plugin !== undefined) module.addImport({ moduleSpecifier: backend.plugin });
  if (pictures !== undefined) module.addText(picturesImport(pictures, training !== undefined));
  module.addText('import { readSafetensors, type StateDict, weightOf, writeSafetensors } from "./safetensors.js";');
  const fromKernels = training === undefined ? "addKernels" : "addKernels, numbersOf";
  if (kernels) module.addText(`import { ${fromKernels} } from "${kernelsModule}";`);
  if (pictures !== undefined)
    module.addText(`export { type Box, type Picture, type Point, pixelsOf } from "${picturesModule}";`);
}

/** What emitted code imports from beside it where it brings kernels. */
export const kernelsModule = "./wasm-kernels.js";

function addReady({ module, backend, kernels }: ModuleContext): void {
  const note = backend.note === undefined ? "" : ` ${backend.note}`;
  const added = kernels ? ", with faster kernels for gradients" : "";
  module.addFunction({
    isExported: true,
    isAsync: true,
    name: "ready",
    returnType: "Promise<void>",
    docs: [
      docOf(`Has tfjs compute on its ${backend.name} backend${added}; to be awaited before anything else.${note}`),
    ],
    statements: [
      ...(kernels ? ["await addKernels(tf);"] : []),
      `const chosen = await tf.setBackend("${backend.name}");`,
      `if (!chosen) throw new Error("tfjs's backend ${backend.name} does not work here");`,
      "await tf.ready();",
    ],
  });
}
