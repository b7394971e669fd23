import type { Target } from "../compiler/5-emit/target.ts";
import { lowerInference } from "../compiler/index.ts";
import { hasOneProgram } from "../compiler/ir/admitted-sizes.ts";
import { symbolsOf } from "../compiler/ir/dim.ts";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import { target_lacks_step } from "../diagnostics/catalogue/target_lacks_step.ts";
import { target_needs_sizes } from "../diagnostics/catalogue/target_needs_sizes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Report, refusal } from "./diagnostics.ts";
import { exit } from "./exit.ts";

/** What a check of models against a target needs to know of it. */
export type TargetNeeds = Pick<Target, "name" | "lacks" | "openSizes">;

/** Ends where a model can't run on a target; `reportOf` says how the person is to see why. Throws CommandError (4). */
export function refuseHindered(
  graphs: readonly TypedGraph[],
  target: TargetNeeds,
  reportOf: (diagnostics: readonly Diagnostic[]) => Report,
): void {
  const found = graphs.flatMap((graph) => hindrances(graph, target));
  if (found.length === 0) return;
  const models = graphs.filter((graph) => hindrances(graph, target).length > 0).map(({ name }) => name);
  throw refusal(reportOf(found), exit.target, `${models.join(", ")} can't be compiled for ${target.name}`);
}

/** Why a model can't run on a target, at the places that are to blame. */
export function hindrances(graph: TypedGraph, target: TargetNeeds): Diagnostic[] {
  const open = openSizes(graph, target);
  return open.length > 0 ? open : lackingSteps(graph, target);
}

function openSizes({ inputs, sizes: admitted }: TypedGraph, { name: target, openSizes }: TargetNeeds): Diagnostic[] {
  const choosy = admitted !== undefined && !hasOneProgram(admitted);
  if (openSizes && !choosy) return [];
  return inputs.flatMap(({ name: input, shape, origin }) => {
    const sizes = [...new Set(shape.flatMap(symbolsOf))];
    return sizes.length === 0 ? [] : [target_needs_sizes.at(origin.place, { input, sizes, target, choosy })];
  });
}

function lackingSteps(graph: TypedGraph, { name: target, lacks }: TargetNeeds): Diagnostic[] {
  if (lacks.length === 0) return [];
  const lacking = lowerInference(graph).instructions.filter(({ primitive }) => lacks.includes(primitive));
  return graph.nodes.flatMap(({ op, path, origin }) => {
    const primitives = lacking.filter((instruction) => instruction.path === path).map(({ primitive }) => primitive);
    if (primitives.length === 0) return [];
    return [target_lacks_step.at(origin.place, { op, target, primitives: [...new Set(primitives)] })];
  });
}
