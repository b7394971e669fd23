import { InternalError } from "../../../ir/internal-error.ts";
import type { PlannedCall } from "../../../ir/plan.ts";
import { compileUpdate } from "../../../optimizers/compile-update.ts";
import { optimizersByName } from "../../../optimizers/index.generated.ts";
import { comment, lineWidth } from "./code-text.ts";
import type { TrainingRequest } from "./ports.ts";

export const predictorText = `/** Runs the model, dropout off. */
export function createPredictor(
  ort: OnnxRuntime,
  graph: Uint8Array,
  weights: Weights,
  options?: SessionOptions,
): Promise<Predictor<Inputs, Outputs>> {
  return support.createPredictor(ort, model, graph, weights, options);
}`;

export function trainingTexts({ optimizer }: TrainingRequest): string[] {
  return [trainerText, gradientsText, ...updateTexts(optimizer)];
}

const trainerText = `/** Trains the model from these weights, of which it makes a copy. */
export function createTrainer(
  ort: OnnxRuntime,
  graph: Uint8Array,
  weights: Weights,
  options?: SessionOptions,
): Promise<Trainer<Batch, Weights>> {
  return support.createTrainer(ort, model, graph, update, weights, options);
}`;

const gradientsText = `/** Computes losses and gradients alone, for training loops of another kind. */
export function createGradients(
  ort: OnnxRuntime,
  graph: Uint8Array,
  options?: SessionOptions,
): Promise<Gradients<Batch>> {
  return support.createGradients(ort, model, graph, options);
}`;

function updateTexts({ name, parameters }: PlannedCall): string[] {
  const optimizer = optimizersByName[name];
  if (optimizer === undefined) throw new InternalError(`there is no optimizer ${name}`, "5-emit/onnx");
  const slots = optimizer.slots(parameters);
  const given = ["parameter", "gradient", ...slots.map((_, index) => `slots[${index}]!`), "lr", "step"];
  const settings = Object.entries(parameters).filter(([parameter]) => parameter !== "lr");
  const written = settings.map(([parameter, value]) => `${parameter} ${String(value)}`).join(", ");
  return [
    [
      comment(["One update of weights that lie one after the other, in place; `step` counts from 1."]),
      arrowText(
        "export const update: Update = (parameter, gradient, slots, lr, step) =>",
        `${name}(${given.join(", ")});`,
      ),
    ].join("\n"),
    [
      comment([`${name}${written === "" ? "" : ` (${written})`}, as PyTorch's.`]),
      compileUpdate(optimizer.update(parameters), slots, { name, typed: true }),
    ].join("\n"),
  ];
}

function arrowText(head: string, body: string): string {
  const line = `${head} ${body}`;
  return line.length <= lineWidth ? line : `${head}\n  ${body}`;
}
