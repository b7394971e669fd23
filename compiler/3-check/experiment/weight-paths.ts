import { nothing_to_train } from "../../../diagnostics/catalogue/nothing_to_train.ts";
import { path_without_weights } from "../../../diagnostics/catalogue/path_without_weights.ts";
import { nearest } from "../../../diagnostics/nearest.ts";
import { initsByName } from "../../inits/index.generated.ts";
import type { TypedGraph } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import { holds } from "../../ir/weight-paths.ts";
import type { Finding } from "../finding.ts";
import { propertyOrigin } from "./property.ts";

/** Paths to weights under which the model has none, and a model that is frozen whole. */
export function findInWeightPaths(plan: ExperimentPlan, graph: TypedGraph): readonly Finding[] {
  const { init, freeze, rates } = plan.training;
  const except = init === undefined ? [] : (initsByName[init.name]?.except(init.parameters) ?? []);
  return [
    ...withoutWeights(plan, graph, "init", except),
    ...withoutWeights(plan, graph, "freeze", freeze),
    ...withoutWeights(plan, graph, "rates", Object.keys(rates)),
    ...frozenWhole(plan, graph),
  ];
}

function withoutWeights(
  plan: ExperimentPlan,
  graph: TypedGraph,
  property: string,
  paths: readonly string[],
): readonly Finding[] {
  const keys = keysOf(graph);
  const origin = propertyOrigin(plan, property);
  return paths
    .filter((path) => !keys.some((key) => holds(path, key)))
    .map((path) => {
      const facts = { model: graph.name, path, nearest: nearest(path, pathsOf(keys)) };
      return { diagnostic: path_without_weights.at(origin.place, facts), origin };
    });
}

function frozenWhole(plan: ExperimentPlan, graph: TypedGraph): readonly Finding[] {
  const { freeze } = plan.training;
  const keys = keysOf(graph);
  if (keys.length === 0 || !keys.every((key) => freeze.some((path) => holds(path, key)))) return [];
  const origin = propertyOrigin(plan, "freeze");
  return [{ diagnostic: nothing_to_train.at(origin.place, { model: graph.name, frozen: true }), origin }];
}

/** Of the weights that training could change. */
function keysOf({ nodes }: TypedGraph): readonly string[] {
  return nodes.flatMap(({ weights }) => weights.filter(({ trainable }) => trainable).map(({ key }) => key));
}

/** Every path under which there is a weight. */
function pathsOf(keys: readonly string[]): readonly string[] {
  const all = keys.flatMap((key) => {
    const parts = key.split(".");
    return parts.map((_, index) => parts.slice(0, index + 1).join("."));
  });
  return [...new Set(all)];
}
