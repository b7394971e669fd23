import type { EmitRequest } from "../compiler/5-emit/target.ts";
import { lowerInference, lowerTraining } from "../compiler/index.ts";
import { hasOneProgram } from "../compiler/ir/admitted-sizes.ts";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import { toJson } from "../compiler/ir/json.ts";
import type { ExperimentPlan } from "../compiler/ir/plan.ts";
import { hidesPoints } from "../compiler/transforms/hides-points.ts";
import { chooseFrom } from "./choose.ts";
import { CommandError, exit } from "./exit.ts";
import type { LoadedSpec } from "./spec.ts";

/** A model to compile; with an experiment, its training step too. */
export interface CompilationUnit {
  readonly graph: TypedGraph;
  readonly experiment: ExperimentPlan | undefined;
  readonly request: EmitRequest;
}

/**
 * What a fragment asks for: a model by its name, with the training step of the one experiment that trains it; an
 * experiment by its name; every model where there is no fragment.
 */
export function planCompilation(spec: LoadedSpec): CompilationUnit[] {
  const { models, experiments, trained } = spec.project;
  if (spec.fragment === undefined) {
    if (models.size === 0) throw new CommandError(exit.usage, `${spec.path} has no model`);
    return [...models.values()].map((graph) => unitOf(graph, soleExperiment(graph.name, experiments)));
  }
  const experiment = experiments.get(spec.fragment);
  if (experiment !== undefined) return [unitOf(trained.get(spec.fragment)!, experiment)];
  const graph = chooseFrom("model", models, spec);
  return [unitOf(graph, soleExperiment(graph.name, experiments))];
}

/** Code for a graph, and for training it where an experiment says how; it is lowered when its request is first asked for. */
export function unitOf(graph: TypedGraph, experiment: ExperimentPlan | undefined): CompilationUnit {
  let request: EmitRequest | undefined;
  return {
    graph,
    experiment,
    get request() {
      request ??= requestFor(graph, experiment);
      return request;
    },
  };
}

function requestFor(graph: TypedGraph, experiment: ExperimentPlan | undefined): EmitRequest {
  if (graph.sizes !== undefined && !hasOneProgram(graph.sizes)) {
    throw new CommandError(exit.spec, `${graph.name} leaves sizes open, and is another model for each of them`);
  }
  const inference = lowerInference(graph);
  if (experiment === undefined) return { graph, inference };
  const { loss, optimizer, examples } = experiment;
  const training = lowerTraining(graph, loss, { hidesPoints: hidesPoints(examples) });
  return { graph, inference, training, optimizer, loss, examples };
}

/** An intermediate form as JSON. Ends where a form needs an experiment and there is none. */
export function intermediateForm({ graph, experiment, request }: CompilationUnit, form: string): unknown {
  if (form === "graph") return toJson(graph);
  if (form === "program") return toJson(request.training ?? request.inference);
  if (experiment === undefined) throw new CommandError(exit.usage, "--emit plan: name an experiment after #");
  return toJson(experiment);
}

function soleExperiment(model: string, experiments: ReadonlyMap<string, ExperimentPlan>): ExperimentPlan | undefined {
  const training = [...experiments.values()].filter((experiment) => experiment.model === model);
  return training.length === 1 ? training[0] : undefined;
}
