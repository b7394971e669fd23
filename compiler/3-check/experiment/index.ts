import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { Origin, TypedGraph } from "../../ir/graph.ts";
import type { DatasetPlan, ExamplePlan, ExperimentPlan } from "../../ir/plan.ts";
import { checkAllowances, notAllowed } from "../allowances.ts";
import type { Finding } from "../finding.ts";
import { bindSizes, refusalAt, sizesIn } from "../open-sizes/index.ts";
import { findAtSizes } from "./at-sizes.ts";
import { findInDataset } from "./dataset.ts";
import { typeExamples } from "./example-types.ts";
import { findInExamples } from "./examples.ts";
import { findInLoss } from "./loss-choice.ts";
import { findInMetrics } from "./metric-choice.ts";
import { findInInput } from "./model-input.ts";
import { findInOutput } from "./model-output.ts";
import { findOneValuePerChannel } from "./one-value-per-channel.ts";
import { findInLearningRate, findInOptimizer, findNothingToTrain } from "./optimizer-choice.ts";
import { findInSchedule } from "./schedule-choice.ts";
import { findInWeightPaths } from "./weight-paths.ts";

export { typeExamples } from "./example-types.ts";

export { checkLastBatch } from "./one-value-per-channel.ts";
export { type CheckedCombination, checkSweep } from "./sweep.ts";

/** Reader, keypoint scheme and split of a dataset, whoever uses it. */
export function checkDataset(plan: DatasetPlan): readonly Diagnostic[] {
  const origins = [plan.origin, plan.source.origin, plan.split.origin];
  return toDiagnostics(plan.origin, origins, findInDataset(plan));
}

/** The steps of an examples declaration, whichever experiment uses it. */
export function checkExamples(plan: ExamplePlan): readonly Diagnostic[] {
  const origins = [plan.origin, ...plan.steps.map((step) => step.origin)];
  return toDiagnostics(plan.origin, origins, findInExamples(plan));
}

/**
 * Whether the parts of an experiment fit each other: examples and model, model and targets, loss, optimizer. What is
 * wrong with the examples or the model by themselves is told by their own checks and leaves this one silent about them.
 */
export function checkExperiment(plan: ExperimentPlan, open: TypedGraph | undefined): readonly Diagnostic[] {
  const examples = typeExamples(plan.examples, "train");
  const graph = open && modelForExamples(plan, open);
  const withModel =
    graph === undefined
      ? []
      : [
          ...findAtSizes(plan, open!, graph),
          ...findInInput(plan, graph, examples),
          ...findInOutput(plan, graph, examples),
          ...findInLoss(plan, graph, examples),
          ...findNothingToTrain(plan, graph),
          ...findOneValuePerChannel(plan, graph),
          ...findInWeightPaths(plan, graph),
        ];
  const findings = [
    ...withModel,
    ...findInOptimizer(plan),
    ...findInLearningRate(plan),
    ...findInSchedule(plan),
    ...findInMetrics(plan, examples),
  ];
  return toDiagnostics(plan.origin, [plan.origin, ...Object.values(plan.properties)], findings, graph !== undefined);
}

/** The model of an experiment with the sizes of the pictures that it is trained on in place of those that it leaves open. */
export function modelForExamples(plan: ExperimentPlan, graph: TypedGraph): TypedGraph {
  const image = typeExamples(plan.examples, "train").delivered?.image;
  const [input, ...others] = graph.inputs;
  if (graph.sizes === undefined || image === undefined || input === undefined || others.length > 0) return graph;
  const sizes = sizesIn(input.shape, image.shape);
  return sizes === undefined || refusalAt(graph, sizes) !== undefined ? graph : bindSizes(graph, sizes);
}

function toDiagnostics(
  { place }: Origin,
  origins: readonly Origin[],
  findings: readonly Finding[],
  isWhole = true,
): readonly Diagnostic[] {
  const told = notAllowed(findings).map((finding) => finding.diagnostic);
  return [...told, ...checkAllowances(place, origins, findings, isWhole)];
}
