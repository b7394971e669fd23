import type { Target } from "../compiler/5-emit/target.ts";
import { hasOneProgram } from "../compiler/ir/admitted-sizes.ts";
import { symbolsOf } from "../compiler/ir/dim.ts";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import type { PlannedCall } from "../compiler/ir/plan.ts";
import type { Program } from "../compiler/ir/program.ts";
import { target_lacks_step } from "../diagnostics/catalogue/target_lacks_step.ts";
import { target_needs_sizes } from "../diagnostics/catalogue/target_needs_sizes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Place } from "../diagnostics/place.ts";
import { type CompilationUnit, unitOf } from "./compilation.ts";
import { type Report, refusal } from "./diagnostics.ts";
import { exit } from "./exit.ts";
import type { LoadedSpec } from "./spec.ts";

/** What a check of models against a target needs to know of it. */
export type TargetNeeds = Pick<Target, "name" | "lacks" | "openSizes">;

/** Ends where a model can't run on a target; `reportOf` says how the person is to see why. Throws CommandError (4). */
export function refuseHindered(
  units: readonly CompilationUnit[],
  target: TargetNeeds,
  reportOf: (diagnostics: readonly Diagnostic[]) => Report,
): void {
  const hindered = units
    .map((unit) => ({ model: unit.graph.name, found: hindrances(unit, target) }))
    .filter(({ found }) => found.length > 0);
  if (hindered.length === 0) return;
  const models = hindered.map(({ model }) => model).join(", ");
  const found = hindered.flatMap((each) => each.found);
  throw refusal(reportOf(found), exit.target, `${models} can't be compiled for ${target.name}`);
}

/** What a target needs where kpc itself runs it: engines are given the numbers of examples without their sizes. */
export function needsOfEngine(target: Target): TargetNeeds {
  return { ...target, openSizes: false };
}

/** Why models and experiments of a spec can't run on a target, each said once. */
export function hindrancesOf(
  { models, experiments, trained }: LoadedSpec["project"],
  target: TargetNeeds,
): Diagnostic[] {
  const units = [
    ...[...models.values()].map((graph) => unitOf(graph, undefined)),
    ...[...experiments].map(([name, plan]) => unitOf(trained.get(name)!, plan)),
  ];
  const found = units.flatMap((unit) => hindrances(unit, target));
  return [...new Map(found.map((each) => [JSON.stringify([each.place, each.message]), each])).values()];
}

/** Why a model can't run on a target, or be trained there where that is wanted, at the places that are to blame. */
export function hindrances(unit: CompilationUnit, target: TargetNeeds): Diagnostic[] {
  const open = openSizes(unit.graph, target);
  return open.length > 0 ? open : lackingSteps(unit, target);
}

function openSizes({ inputs, sizes: admitted }: TypedGraph, { name: target, openSizes }: TargetNeeds): Diagnostic[] {
  const choosy = admitted !== undefined && !hasOneProgram(admitted);
  if (openSizes && !choosy) return [];
  return inputs.flatMap(({ name: input, shape, origin }) => {
    const sizes = [...new Set(shape.flatMap(symbolsOf))];
    return sizes.length === 0 ? [] : [target_needs_sizes.at(origin.place, { input, sizes, target, choosy })];
  });
}

/** Of a step that can't run, it goes without saying that it can't be trained. */
function lackingSteps({ graph, experiment, request }: CompilationUnit, target: TargetNeeds): Diagnostic[] {
  const inference = missingByPath(request.inference, target);
  const training = request.training === undefined ? undefined : missingByPath(request.training, target);
  const about = (
    op: string,
    place: Place,
    missing: ReadonlySet<string> | undefined,
    trained: boolean,
  ): Diagnostic[] => {
    if (missing === undefined) return [];
    return [target_lacks_step.at(place, { op, target: target.name, missing: [...missing], trained })];
  };
  const steps = graph.nodes.flatMap(({ op, path, origin }) => {
    const forward = inference.get(path);
    return about(op, origin.place, forward ?? training?.get(path), forward === undefined);
  });
  if (experiment === undefined) return steps;
  const losses = "outputs" in experiment.loss ? experiment.loss.outputs.map(({ call }) => call) : [experiment.loss];
  const [loss] = losses as [PlannedCall];
  return [...steps, ...about(loss.name, loss.origin.place, training?.get("loss"), false)];
}

/** What a target lacks for a program, by the step that needs it. */
function missingByPath(program: Program, { lacks }: TargetNeeds): ReadonlyMap<string, ReadonlySet<string>> {
  const missing = new Map<string, Set<string>>();
  for (const { instruction, missing: names } of lacks(program))
    missing.set(instruction.path, new Set([...(missing.get(instruction.path) ?? []), ...names]));
  return missing;
}
