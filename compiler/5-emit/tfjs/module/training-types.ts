import type { Program, Value } from "../../../ir/program.ts";
import { lineWidth, list, propertyName } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import { layoutOfValue, stored } from "../value-layout.ts";
import type { Declarations } from "./declarations.ts";
import { docOf } from "./doc-text.ts";
import type { ModuleContext, TrainingPart } from "./module-parts.ts";
import type { PathTypes } from "./path-types.ts";
import { tensorType } from "./tensor-type.ts";
import { variableNames } from "./value-names.ts";

/** The types that a training step takes and keeps. */
export function addTrainingTypes({ module, paths, inference }: ModuleContext, training: TrainingPart): void {
  const { program } = training.outlined;
  const buffers = program.weights.filter(({ trainable }) => !trainable);
  const weight = program.inputs[inference.program.inputs.length + 1];
  addBatch(module, training, weight);
  addTraining(module, training);
  module.addType({
    isExported: true,
    name: "Gradients",
    docs: [`The gradient of the loss by each weight${buffers.length === 0 ? "" : " that is trained"}.`],
    type: gradientsType(program),
  });
  if (program.updates.length > 0)
    module.addType({
      isExported: true,
      name: "Statistics",
      docs: ["What running statistics become after a step."],
      type: statisticsType(program, paths),
    });
  module.addType({
    isExported: true,
    name: "LossAndGradients",
    docs: ["The loss of a batch, what the model gives for it, and the gradients."],
    type: block([
      ...program.outputs.map(({ name, value }) => `${propertyName(name)}: ${typeOf(value)};`),
      "gradients: Gradients;",
      ...(program.updates.length === 0 ? [] : ["statistics: Statistics;"]),
    ]),
  });
}

/** `weight`: what the loss of each point is multiplied with, where points may be hidden. */
function addBatch(
  module: Declarations,
  { outlined: { program, main } }: TrainingPart,
  weight: Value | undefined,
): void {
  const names = variableNames(main, new Map(), []);
  const inputs = program.inputs.map((input) => `${names.get(input.name)}: ${typeOf(input)}; // ${lies(input)}`);
  const masks = program.masks.length === 0 ? [] : ["masks?: Masks;"];
  module.addType({
    isExported: true,
    name: "Batch",
    docs: [
      docOf(
        weight === undefined
          ? "Examples to learn from."
          : `Examples to learn from. The loss of each point is multiplied with its \`${names.get(weight.name)}\`: 0 for a hidden point,\npoints / visible points for the others.`,
      ),
    ],
    type: block([...inputs, ...masks]),
  });
  if (masks.length === 0) return;
  module.addType({
    isExported: true,
    name: "Masks",
    docs: ["Dropout masks, by their steps: numbers 0 or 1 / (1 - p). They are drawn where a batch has none."],
    type: block(
      program.masks.map(
        ({ path, value, probability }) =>
          `${propertyName(path)}: ${typeOf(value)}; // ${lies(value)}, p ${probability}`,
      ),
    ),
  });
}

function addTraining(module: Declarations, { optimizer, slots }: TrainingPart): void {
  const memory = slots.length === 0 ? "" : `, with ${optimizer.name}'s memory of each weight`;
  const loaded = slots.map((slot) => `${slot}: load(…)`).join(", ");
  const saved = slots.length === 0 ? "{ weights, step }" : `{ weights, slots: { ${loaded} }, step }`;
  const kept = slots.length === 0 ? [] : ["slots: {", ...slots.map((slot) => `  ${slot}: Weights;`), "};"];
  module.addType({
    isExported: true,
    name: "Training",
    docs: [
      docOf(`What training changes${memory}. \`startTraining\` begins one; a saved run goes on from\n\`${saved}\`.`),
    ],
    type: block(["weights: Weights;", ...kept, "step: number; // updates made so far"]),
  });
}

function block(lines: readonly string[]): string {
  return ["{", ...lines.map((line) => `  ${line}`), "}"].join("\n");
}

function typeOf({ shape }: Value): string {
  return tensorType(shape.length);
}

/** `[batch, 60, 80, 1]`: a value's sizes as it lies. */
function lies({ shape }: Value): string {
  return list(stored(shape, layoutOfValue(shape.length)).map(dimCode));
}

/** Of all weights but those that no gradient trains. */
function gradientsType({ weights, updates }: Program): string {
  const updated = new Set(updates.map(({ key }) => key));
  const fixed = weights.filter(({ key, trainable }) => !trainable && !updated.has(key));
  const others = [...(updated.size > 0 ? ["keyof Statistics"] : []), ...fixed.map(({ key }) => JSON.stringify(key))];
  if (others.length === 0) return "{ [Key in keyof Weights]: tf.Tensor }";
  const line = `{ [Key in Exclude<keyof Weights, ${others.join(" | ")}>]: tf.Tensor }`;
  if (line.length + "export type Gradients = ;".length <= lineWidth) return line;
  const lines = others.map((other) => `    | ${other}`);
  return ["{", "  [Key in Exclude<", "    keyof Weights,", ...lines, "  >]: tf.Tensor;", "}"].join("\n");
}

/** Mapped types of many keys are laid out one key pattern a line. */
function statisticsType({ updates }: Program, paths: PathTypes): string {
  const keys = paths.members(updates.map(({ key }) => key));
  const line = `{ [Key in ${keys.join(" | ")}]: tf.Tensor }`;
  if (line.length + "export type Statistics = ;".length <= lineWidth) return line;
  return ["{", "  [Key in", ...keys.map((key) => `    | ${key}`)].join("\n").concat("]: tf.Tensor;\n}");
}
