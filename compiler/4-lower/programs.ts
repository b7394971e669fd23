import type { TypedGraph } from "../ir/graph.ts";
import type { PlannedLoss } from "../ir/plan.ts";
import type { Program } from "../ir/program.ts";
import { gradientsBy } from "./differentiate.ts";
import { lowerForward } from "./forward.ts";
import { type LossOptions, lowerLoss } from "./loss.ts";
import { nextName, type ValueNames } from "./name-values.ts";

/** A program as the rules write it, before any pass, and the names that its values should get at the end. */
export interface PlainProgram {
  readonly program: Program;
  readonly names: ValueNames;
}

export function inferenceProgram(graph: TypedGraph): PlainProgram {
  const { builder, inputs, weights, outputs, names } = lowerForward(graph, false);
  const program: Program = {
    format: "kpnet-program/1",
    name: graph.name,
    kind: "inference",
    inputs,
    weights,
    masks: [],
    instructions: builder.instructions,
    outputs,
    gradients: [],
    updates: [],
  };
  return { program, names };
}

export function trainingProgram(graph: TypedGraph, loss: PlannedLoss, options: LossOptions = {}): PlainProgram {
  const { builder, inputs, weights, outputs, names } = lowerForward(graph, true);
  const { target, targetWeight, value } = lowerLoss(builder, graph, outputs, loss, options);
  names.set(value.name, "loss");
  for (const { key, value: weight } of weights) names.set(weight.name, key);
  const trainable = weights.filter((weight) => weight.trainable);
  const gradients = gradientsBy(builder, value, trainable, names);
  const keys = new Map(weights.map((weight) => [weight.value.name, weight.key]));
  const updates = builder.updates.map(({ buffer, value: after }) => ({ key: keys.get(buffer.name)!, value: after }));
  for (const { key, value: after } of updates) names.set(after.name, nextName(key));
  const program: Program = {
    format: "kpnet-program/1",
    name: graph.name,
    kind: "training",
    inputs: [...inputs, target, ...(targetWeight === undefined ? [] : [targetWeight])],
    weights,
    masks: builder.masks,
    instructions: builder.instructions,
    outputs: [{ name: "loss", value }, ...outputs],
    gradients,
    updates,
  };
  return { program, names };
}
