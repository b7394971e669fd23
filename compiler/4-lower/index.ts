import type { TypedGraph } from "../ir/graph.ts";
import type { PlannedLoss } from "../ir/plan.ts";
import type { Program } from "../ir/program.ts";
import type { LossOptions } from "./loss.ts";
import { nameValues } from "./name-values.ts";
import { simplify } from "./passes/index.ts";
import { inferenceProgram, type PlainProgram, trainingProgram } from "./programs.ts";

export { bindBatch } from "./bind-batch.ts";
export type { LossOptions } from "./loss.ts";

/** The program that computes a model's outputs from its inputs: dropout off, no gradients. The batch is symbolic. */
export function lowerInference(graph: TypedGraph): Program {
  return finished(inferenceProgram(graph));
}

/**
 * The program of one training step but for the update: forward with dropout, the loss against `target` (of the shape
 * that the trained output declares), and its gradient by every trainable weight. The batch is symbolic.
 */
export function lowerTraining(graph: TypedGraph, loss: PlannedLoss, options?: LossOptions): Program {
  return finished(trainingProgram(graph, loss, options));
}

function finished({ program, names }: PlainProgram): Program {
  return nameValues(simplify(program), names);
}
