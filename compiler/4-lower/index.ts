import type { TypedGraph } from "../ir/graph.ts";
import type { PlannedCall } from "../ir/plan.ts";
import type { Program } from "../ir/program.ts";
import { gradientsBy } from "./differentiate.ts";
import { lowerForward } from "./forward.ts";
import { lowerLoss } from "./loss.ts";
import { nameValues } from "./name-values.ts";
import { simplify } from "./passes/index.ts";

export { bindBatch } from "./bind-batch.ts";

/** The program that computes a model's outputs from its inputs: dropout off, no gradients. The batch is symbolic. */
export function lowerInference(graph: TypedGraph): Program {
  const { builder, inputs, weights, outputs, names } = lowerForward(graph, false);
  const program = simplify({
    format: "kpnet-program/1",
    name: graph.name,
    kind: "inference",
    inputs,
    weights,
    masks: [],
    instructions: builder.instructions,
    outputs,
    gradients: [],
  });
  return nameValues(program, names);
}

/**
 * The program of one training step but for the update: forward with dropout, the loss against `target` (of the shape
 * that the trained output declares), and its gradient by every trainable weight. The batch is symbolic.
 */
export function lowerTraining(graph: TypedGraph, loss: PlannedCall): Program {
  const forward = lowerForward(graph, true);
  const { builder, weights, outputs, names } = forward;
  const { target, value } = lowerLoss(builder, graph, outputs, loss);
  names.set(value.name, "loss");
  for (const { key, value: weight } of weights) names.set(weight.name, key);
  const trainable = weights.filter((weight) => weight.trainable);
  const gradients = gradientsBy(builder, value, trainable, names);
  const program = simplify({
    format: "kpnet-program/1",
    name: graph.name,
    kind: "training",
    inputs: [...forward.inputs, target],
    weights,
    masks: builder.masks,
    instructions: builder.instructions,
    outputs: [{ name: "loss", value }, ...outputs],
    gradients,
  });
  return nameValues(program, names);
}
