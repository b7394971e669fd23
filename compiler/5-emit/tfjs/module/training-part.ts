import { InternalError } from "../../../ir/internal-error.ts";
import type { Program, Value } from "../../../ir/program.ts";
import { type Code, layOut, list, propertyName } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import { layoutOfValue, layoutOfWeight, stored } from "../value-layout.ts";
import { type BodyWriter, bodyIndent, sizeLines } from "./body-writer.ts";
import type { Declarations } from "./declarations.ts";
import { trainingBody } from "./function-bodies.ts";
import { type ModuleContext, relative, type TrainingRequest, tidied } from "./module-parts.ts";
import { tensorType } from "./tensor-type.ts";
import { optimizerOf, settings, updateStatements } from "./update-code.ts";
import { camelCase } from "./value-names.ts";

/** The types that a training step takes and keeps. */
export function addTrainingTypes({ module, training }: ModuleContext): void {
  if (training === undefined) return;
  const { program, optimizer } = training;
  const slots = optimizerOf(optimizer).slots(optimizer.parameters);
  refuseBuffers(program);
  const inputs = program.inputs.map(
    (input) => `  ${camelCase(input.name)}: ${tensorType(input.shape.length)}; // ${lies(input)}`,
  );
  const masks = program.masks.length === 0 ? [] : ["  masks?: Masks;"];
  module.addType({
    isExported: true,
    name: "Batch",
    docs: ["Examples to learn from."],
    type: ["{", ...inputs, ...masks, "}"].join("\n"),
  });
  if (program.masks.length > 0) addMasksType({ module, program });
  const slotLines = slots.map((slot) => `    ${slot}: Weights;`);
  const held = slots.length === 0 ? [] : ["  slots: {", ...slotLines, "  };"];
  module.addType({
    isExported: true,
    name: "Training",
    docs: [trainingDoc(optimizer.name, slots)],
    type: ["{", "  weights: Weights;", ...held, "  step: number; // updates made so far", "}"].join("\n"),
  });
  module.addType({
    isExported: true,
    name: "Gradients",
    docs: ["The gradient of the loss by each weight."],
    type: "{ [Key in keyof Weights]: tf.Tensor }",
  });
  module.addType({ isExported: true, name: "LossAndGradients", type: resultType(program) });
}

function trainingDoc(optimizer: string, slots: readonly string[]): string {
  const what =
    slots.length === 0 ? "What training changes." : `What training changes, with ${optimizer}'s memory of each weight.`;
  const slotsLoaded = slots.map((slot) => `${slot}: load(…)`).join(", ");
  const resumed = slots.length === 0 ? "{ weights, step }" : `{ weights, slots: { ${slotsLoaded} }, step }`;
  return `\n${what} Begin with \`startTraining\`; a run goes on from
\`${resumed}\`.`;
}

function addMasksType({ module, program }: { module: Declarations; program: Program }): void {
  const lines = program.masks.map(
    ({ path, value, probability }) =>
      `  ${propertyName(path)}: ${tensorType(value.shape.length)}; // ${lies(value)}, p ${probability}`,
  );
  module.addType({
    isExported: true,
    name: "Masks",
    docs: ["Dropout masks, by their steps: numbers 0 or 1 / (1 - p). They are drawn where a batch has none."],
    type: ["{", ...lines, "}"].join("\n"),
  });
}

export function addTrainingFunctions(context: ModuleContext): void {
  const { training } = context;
  if (training === undefined) return;
  addStart(context, training);
  addStep(context, training);
  addLossAndGradients(context, training);
  addUpdate(context, training);
  addDrawMasks(context, training);
}

function addStart({ module }: ModuleContext, { optimizer }: TrainingRequest): void {
  const slots = optimizerOf(optimizer).slots(optimizer.parameters);
  const zeros = slots.map((slot) => `${slot}: zerosLike(weights)`).join(", ");
  module.addFunction({
    isExported: true,
    name: "startTraining",
    docs: ["The beginning of a training run; the weights stay the caller's, and are changed in place."],
    parameters: [{ name: "weights", type: "Weights" }],
    returnType: "Training",
    statements: [`return { weights, ${slots.length === 0 ? "" : `slots: { ${zeros} }, `}step: 0 };`],
  });
  if (slots.length > 0) {
    module.addFunction({
      name: "zerosLike",
      parameters: [{ name: "weights", type: "Weights" }],
      returnType: "Weights",
      statements: [
        "const zeros = Object.entries(weights).map(([key, weight]) => [key, tf.tidy(() => tf.variable(tf.zerosLike(weight)))]);",
        "return Object.fromEntries(zeros);",
      ],
    });
  }
}

function addStep({ module }: ModuleContext, { optimizer }: TrainingRequest): void {
  const slots = optimizerOf(optimizer).slots(optimizer.parameters);
  const values = [
    "weights[key]",
    "gradients[key]",
    ...slots.map((slot) => `slots.${slot}[key]`),
    "training.step",
    "learningRate",
  ];
  const update: Code = { callee: "updateWeight", arguments: values };
  module.addFunction({
    isExported: true,
    name: "trainStep",
    parameters: [
      { name: "training", type: "Training" },
      { name: "batch", type: "Batch" },
      { name: "learningRate", type: "number" },
    ],
    returnType: "tf.Scalar",
    docs: ["One update of all weights, in place. Gives the loss before it, which the caller disposes."],
    statements: tidied([
      `const { weights${slots.length === 0 ? "" : ", slots"} } = training;`,
      "const { loss, gradients } = lossAndGradients(weights, batch);",
      "training.step += 1;",
      `for (const key of Object.keys(gradients) as (keyof Weights)[]) {\n      ${layOut(update, 6, "", ";")}\n    }`,
      "return loss;",
    ]),
  });
}

function addLossAndGradients({ module, backend, helpers }: ModuleContext, { program, loss }: TrainingRequest): void {
  const writer = trainingBody(program, loss, backend);
  const result = layOut(resultCode(writer, program), bodyIndent, "return ", ";");
  const masks = program.masks.length === 0 ? [] : [`const masks = given ?? drawMasks(${countCode(writer, program)});`];
  const sizes = sizeLines(writer.sizes, program.inputs, (value) => writer.variable(value));
  const names = program.inputs.map((input) => writer.variable(input));
  const taken = [...names, ...(masks.length === 0 ? [] : ["masks: given"])].join(", ");
  const opening = [...sizes, ...masks, ""].slice(sizes.length + masks.length === 0 ? 1 : 0);
  for (const name of writer.helpers) helpers.add(name);
  module.addFunction({
    isExported: true,
    name: "lossAndGradients",
    parameters: [
      { name: "weights", type: "Weights" },
      { name: `{ ${taken} }`, type: "Batch" },
    ],
    returnType: "LossAndGradients",
    docs: ["Forward, loss and backward; the caller disposes what it gives."],
    statements: tidied([...opening, ...writer.lines, "", result]),
  });
}

/** `{ loss, nose, gradients: { "conv1.weight": dConv1Weight } }` */
function resultCode(writer: BodyWriter, program: Program): Code {
  const gradients = program.gradients.map(({ key, value }) => {
    return [key, writer.tensor(value, layoutOfWeight(value.shape.length))] as const;
  });
  const outputs = program.outputs.map(({ name, value }) => {
    return [name, writer.tensor(value, layoutOfValue(value.shape.length))] as const;
  });
  return { properties: [...outputs, ["gradients", { properties: gradients }]] };
}

function resultType({ outputs }: Program): string {
  const types = outputs.map(({ name, value }) => `  ${name}: ${tensorType(value.shape.length)};`);
  return ["{", ...types, "  gradients: Gradients;", "}"].join("\n");
}

/** How many examples a batch has. */
function countCode(writer: BodyWriter, { inputs }: Program): string {
  return writer.size(inputs[0]!.shape[0]!);
}

function addUpdate({ module }: ModuleContext, { optimizer }: TrainingRequest): void {
  const rule = optimizerOf(optimizer);
  const numbers = settings(optimizer);
  module.addFunction({
    name: "updateWeight",
    parameters: [
      { name: "weight", type: "tf.Variable" },
      { name: "gradient", type: "tf.Tensor" },
      ...rule.slots(optimizer.parameters).map((slot) => ({ name: camelCase(slot), type: "tf.Variable" })),
      { name: "step", type: "number" },
      { name: "learningRate", type: "number" },
    ],
    returnType: "void",
    docs: [`PyTorch's ${optimizer.name}${numbers === "" ? "" : ` (${numbers})`} for one weight; steps count from 1.`],
    statements: updateStatements(rule, optimizer).map((statement) => relative(statement, 2)),
  });
}

function addDrawMasks({ module }: ModuleContext, { program: { masks } }: TrainingRequest): void {
  if (masks.length === 0) return;
  const properties = masks.map(({ path, value, probability }) => {
    const [, ...rest] = stored(value.shape, layoutOfValue(value.shape.length));
    const shape = list(["batch", ...rest.map(dimCode)]);
    const type = tensorType(value.shape.length);
    return [path, `tf.dropout(tf.ones(${shape}), ${probability}) as ${type}`] as const;
  });
  module.addFunction({
    isExported: true,
    name: "drawMasks",
    parameters: [{ name: "batch", type: "number" }],
    returnType: "Masks",
    docs: ["Masks for so many examples."],
    statements: [relative(layOut({ properties }, 2, "return ", ";"), 2)],
  });
}

/** `[batch, 60, 80, 1]`: a value's sizes as it lies. */
function lies({ shape }: Value): string {
  return list(stored(shape, layoutOfValue(shape.length)).map(dimCode));
}

/** Running statistics need more than gradients. */
function refuseBuffers({ weights }: Program): void {
  const buffer = weights.find(({ trainable }) => !trainable);
  if (buffer !== undefined) throw new InternalError(`${buffer.key} is not trained by gradients`, "5-emit/tfjs");
}
