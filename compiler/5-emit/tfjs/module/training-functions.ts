import { symbol, symbolsOf } from "../../../ir/dim.ts";
import type { Program } from "../../../ir/program.ts";
import { compileUpdate } from "../../../optimizers/compile-update.ts";
import { type Code, call, flat, layOut, list } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import { layoutOfValue, stored } from "../value-layout.ts";
import { bodyIndent, sizeLines } from "./body-writer.ts";
import type { Declarations } from "./declarations.ts";
import { docOf } from "./doc-text.ts";
import { trainingBody } from "./function-bodies.ts";
import { type ModuleContext, relative, type TrainingPart, tidied } from "./module-parts.ts";
import { addRoutines } from "./routine-part.ts";
import { shapeChecks } from "./shape-checks.ts";
import { tensorType } from "./tensor-type.ts";
import { optimizerOf, settings, updateStatements } from "./update-code.ts";
import { camelCase } from "./value-names.ts";

/** The functions that begin a training run and make its steps. */
export function addTrainingFunctions(context: ModuleContext, training: TrainingPart): void {
  const { module } = context;
  addStart(module, training);
  addStep(module, training);
  addLossAndGradients(context, training);
  addApplyGradients(module, training);
  addUpdateStatistics(module, training);
  if (context.kernels) addUpdateInMemory(module, training);
  else addUpdate(module, training);
  addDrawMasks(module, training);
}

function addStart(module: Declarations, { slots }: TrainingPart): void {
  const zeros = slots.map((slot) => `${slot}: zerosLike(weights)`).join(", ");
  module.addFunction({
    isExported: true,
    name: "startTraining",
    docs: ["The beginning of a training run; the weights stay the caller's, and are changed in place."],
    parameters: [{ name: "weights", type: "Weights" }],
    returnType: "Training",
    statements: [`return { weights, ${slots.length === 0 ? "" : `slots: { ${zeros} }, `}step: 0 };`],
  });
  if (slots.length === 0) return;
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

function addStep(module: Declarations, { outlined }: TrainingPart): void {
  const moving = outlined.program.updates.length > 0;
  module.addFunction({
    isExported: true,
    name: "trainStep",
    docs: ["One update of all weights, in place. Gives the loss before it, which the caller disposes."],
    parameters: [
      { name: "training", type: "Training" },
      { name: "batch", type: "Batch" },
      { name: "learningRate", type: "number" },
    ],
    returnType: "tf.Scalar",
    statements: tidied([
      `const { loss, gradients${moving ? ", statistics" : ""} } = lossAndGradients(training.weights, batch);`,
      "applyGradients(training, gradients, learningRate);",
      ...(moving ? ["updateStatistics(training.weights, statistics);"] : []),
      "return loss;",
    ]),
  });
}

function addApplyGradients(module: Declarations, { optimizer, slots }: TrainingPart): void {
  const memory = slots.map((slot) => `slots.${slot}[key]`);
  const update = call("updateWeight", "weights[key]", "gradient", ...memory, "training.step", "rateOf(key)");
  module.addFunction({
    isExported: true,
    name: "applyGradients",
    docs: [
      docOf(`Updates weights in place by PyTorch's ${optimizer.name}, from gradients that may have been added up or clipped before. \
Weights without one here stay as they are. A function gives each weight a rate of its own.`),
    ],
    parameters: [
      { name: "training", type: "Training" },
      { name: "gradients", type: "Partial<Gradients>" },
      { name: "learningRate", type: "number | ((key: keyof Gradients) => number)" },
    ],
    returnType: "void",
    statements: [
      `const { weights${slots.length === 0 ? "" : ", slots"} } = training;`,
      'const rateOf = typeof learningRate === "number" ? () => learningRate : learningRate;',
      "training.step += 1;",
      "for (const [key, gradient] of Object.entries(gradients) as [keyof Gradients, tf.Tensor][]) {",
      `  tf.tidy(() => {\n    ${relative(layOut(update, 6, "", ";"), 2)}\n  });`,
      "}",
    ],
  });
}

function addUpdateStatistics(module: Declarations, { outlined }: TrainingPart): void {
  if (outlined.program.updates.length === 0) return;
  module.addFunction({
    isExported: true,
    name: "updateStatistics",
    docs: ["Running statistics after a step, in place; `lossAndGradients` gives them."],
    parameters: [
      { name: "weights", type: "Weights" },
      { name: "statistics", type: "Statistics" },
    ],
    returnType: "void",
    statements: [
      `for (const key of Object.keys(statistics) as (keyof Statistics)[]) {
  (weights[key] as tf.Variable).assign(statistics[key]);
}`,
    ],
  });
}

function addLossAndGradients(context: ModuleContext, training: TrainingPart): void {
  const { program, main, routines } = training.outlined;
  const writer = trainingBody(context, training, addRoutines(context, routines));
  const moving = program.updates.length > 0;
  const results: Code[] = program.outputs.map(({ value }) => writer.plainTensor(value));
  const properties = program.outputs.map(({ name }, place) => [name, results[place]!] as const);
  const gathered = ["gradients", ...(moving ? ["statistics"] : [])];
  const all = [...properties, ...gathered.map((name) => [name, name] as const)];
  const result = layOut({ properties: all }, bodyIndent, "return ", ";");
  const drawn = maskSizes(program).map((name) => writer.size(symbol(name)));
  const masks = program.masks.length === 0 ? [] : [`const masks = given ?? drawMasks(${drawn.join(", ")});`];
  const checks = shapeChecks(program.inputs, writer);
  const sizes = sizeLines(writer.sizes, main, writer);
  for (const name of writer.helpers) context.helpers.add(name);
  const names = program.inputs.map((input) => writer.variable(input));
  const opening = [
    ...sizes,
    ...checks,
    ...masks,
    "const gradients = {} as Gradients;",
    ...(moving ? ["const statistics = {} as Statistics;"] : []),
  ];
  context.module.addFunction({
    isExported: true,
    name: "lossAndGradients",
    docs: ["Forward, loss and backward; the caller disposes what it gives."],
    parameters: [
      { name: "weights", type: "Weights" },
      { name: `{ ${[...names, ...(masks.length === 0 ? [] : ["masks: given"])].join(", ")} }`, type: "Batch" },
    ],
    returnType: "LossAndGradients",
    statements: tidied([...opening, "", ...writer.lines, "", result]),
  });
}

/** The sizes that masks need to be told: `batch`, and those that the model leaves open. */
function maskSizes({ masks }: Program): string[] {
  return [...new Set(masks.flatMap(({ value }) => value.shape.flatMap(symbolsOf)))];
}

/** The update as tensor ops. */
function addUpdate(module: Declarations, training: TrainingPart): void {
  const { optimizer } = training;
  const statements = updateStatements(optimizerOf(optimizer), optimizer);
  addUpdateOf(
    module,
    training,
    statements.map((statement) => relative(statement, 2)),
  );
}

/** The update as one loop over the numbers where they lie, which takes a fraction of the time. */
function addUpdateInMemory(module: Declarations, training: TrainingPart): void {
  const { optimizer, slots } = training;
  const numbers = call("numbersOf", "tf", "weight", "gradient", ...slots.map(camelCase));
  addUpdateOf(module, training, [`updateNumbers(...${flat(numbers)}, learningRate, step);`]);
  const statements = optimizerOf(optimizer).update(optimizer.parameters);
  const loop = compileUpdate(statements, slots, { name: "updateNumbers", typed: true }).trim();
  module.addText(`/** The same for its numbers, in place. */\n${loop}`);
}

function addUpdateOf(module: Declarations, { optimizer, slots }: TrainingPart, statements: string[]): void {
  const numbers = settings(optimizer);
  module.addFunction({
    name: "updateWeight",
    docs: [
      docOf(`PyTorch's ${optimizer.name}${numbers === "" ? "" : ` (${numbers})`} for one weight; steps count from 1.`),
    ],
    parameters: [
      { name: "weight", type: "tf.Variable" },
      { name: "gradient", type: "tf.Tensor" },
      ...slots.map((slot) => ({ name: camelCase(slot), type: "tf.Variable" })),
      { name: "step", type: "number" },
      { name: "learningRate", type: "number" },
    ],
    returnType: "void",
    statements,
  });
}

function addDrawMasks(module: Declarations, { outlined: { program } }: TrainingPart): void {
  if (program.masks.length === 0) return;
  const properties = program.masks.map(({ path, value, probability }) => {
    const shape = list(stored(value.shape, layoutOfValue(value.shape.length)).map(dimCode));
    return [path, `tf.dropout(tf.ones(${shape}), ${probability}) as ${tensorType(value.shape.length)}`] as const;
  });
  module.addFunction({
    isExported: true,
    name: "drawMasks",
    docs: ["Masks for so many examples."],
    parameters: maskSizes(program).map((name) => ({ name, type: "number" })),
    returnType: "Masks",
    statements: [relative(layOut({ properties }, 2, "return ", ";"), 2)],
  });
}
