import type { Program, ProgramWeight } from "../../../ir/program.ts";
import { optimizersByName } from "../../../optimizers/index.generated.ts";
import { examplesAreIndependent } from "../independent-examples.ts";
import { comment, layOut } from "./code-text.ts";
import { exampleShape, inputsOf, masksOf, type Port, type TrainingRequest, targetOf, targetWeightOf } from "./ports.ts";

/** The table of a model's values and weights, by which the shared functions work. */
export function modelText(inference: Program, training: TrainingRequest | undefined): string {
  const { name, weights, outputs } = inference;
  const lines = [
    `name: ${text(name)},`,
    list("inputs", inputsOf(inference).map(portCode)),
    list("outputs", outputs.map(portCode)),
    list("weights", weights.filter(({ trainable }) => trainable).map(weightCode)),
    list("buffers", weights.filter(({ trainable }) => !trainable).map(weightCode)),
    ...(training === undefined ? [] : trainingLines(inference, training)),
  ];
  return [
    comment(["What goes in and out of the graphs; shapes are those of one example."]),
    `export const model: ${training === undefined ? "Model" : "TrainedModel"} = {`,
    ...lines.map((line) => `  ${line}`),
    "};",
  ].join("\n");
}

function trainingLines(inference: Program, { program, optimizer }: TrainingRequest): string[] {
  const slots = optimizersByName[optimizer.name]?.slots(optimizer.parameters) ?? [];
  const weight = targetWeightOf(inference, program);
  return [
    `target: ${portCode(targetOf(inference, program))},`,
    ...(weight === undefined ? [] : [`targetWeight: ${portCode(weight)},`]),
    list("masks", masksOf(program).map(portCode)),
    `loss: ${text(program.outputs[0]!.value.name)},`,
    list(
      "gradients",
      program.gradients.map(({ value }) => text(value.name)),
    ),
    list(
      "updates",
      program.updates.map(({ key, value }) => `{ key: ${text(key)}, value: ${text(value.name)} }`),
    ),
    list("slots", slots.map(text)),
    `independentExamples: ${examplesAreIndependent(program)},`,
  ];
}

function portCode({ name, value }: Port): string {
  const other = value.name === name ? "" : `, value: ${text(value.name)}`;
  return `{ name: ${text(name)}, shape: ${exampleShape(value)}${other} }`;
}

function weightCode({ key, value }: ProgramWeight): string {
  return `{ key: ${text(key)}, shape: [${value.shape.join(", ")}] }`;
}

function list(name: string, items: readonly string[]): string {
  return layOut(`${name}: [`, items, "],", 2);
}

function text(value: string): string {
  return JSON.stringify(value);
}
