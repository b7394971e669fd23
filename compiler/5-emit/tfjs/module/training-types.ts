import type { Program, Value } from "../../../ir/program.ts";
import { list, propertyName } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import { layoutOfValue, stored } from "../value-layout.ts";
import type { Declarations } from "./declarations.ts";
import { docOf } from "./doc-text.ts";
import type { ModuleContext, TrainingPart } from "./module-parts.ts";
import { tensorType } from "./tensor-type.ts";

/** The types that a training step takes and keeps. */
export function addTrainingTypes(module: ModuleContext["module"], training: TrainingPart): void {
  const buffers = training.program.weights.filter(({ trainable }) => !trainable);
  addBatch(module, training);
  addTraining(module, training);
  module.addType({
    isExported: true,
    name: "Gradients",
    docs: [`The gradient of the loss by each weight${buffers.length === 0 ? "" : " that is trained"}.`],
    type: `{ [Key in ${trainedKeys(training.program)}]: tf.Tensor }`,
  });
  if (training.program.updates.length > 0)
    module.addType({
      isExported: true,
      name: "Statistics",
      docs: ["What running statistics become after a step."],
      type: statisticsType(training.program),
    });
  module.addType({
    isExported: true,
    name: "LossAndGradients",
    docs: ["The loss of a batch, what the model gives for it, and the gradients."],
    type: block([
      ...training.program.outputs.map(({ name, value }) => `${propertyName(name)}: ${typeOf(value)};`),
      "gradients: Gradients;",
      ...(training.program.updates.length === 0 ? [] : ["statistics: Statistics;"]),
    ]),
  });
}

function addBatch(module: Declarations, { program, writer }: TrainingPart): void {
  const inputs = program.inputs.map((input) => `${writer.variable(input)}: ${typeOf(input)}; // ${lies(input)}`);
  const masks = program.masks.length === 0 ? [] : ["masks?: Masks;"];
  module.addType({
    isExported: true,
    name: "Batch",
    docs: ["Examples to learn from."],
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
function trainedKeys({ weights, updates }: Program): string {
  const updated = new Set(updates.map(({ key }) => key));
  const fixed = weights.filter(({ key, trainable }) => !trainable && !updated.has(key));
  const others = [...(updated.size > 0 ? ["keyof Statistics"] : []), ...fixed.map(({ key }) => JSON.stringify(key))];
  return others.length === 0 ? "keyof Weights" : `Exclude<keyof Weights, ${others.join(" | ")}>`;
}

function statisticsType({ updates }: Program): string {
  return block(updates.map(({ key, value }) => `${propertyName(key)}: ${typeOf(value)};`));
}
