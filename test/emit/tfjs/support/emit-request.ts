import { unitOf } from "../../../../cli/compilation.ts";
import { loadSoundSpec } from "../../../../cli/spec.ts";
import { lowerInference, lowerTraining } from "../../../../compiler/4-lower/index.ts";
import type { EmitRequest, Target } from "../../../../compiler/5-emit/target.ts";
import { tfjsTargets } from "../../../../compiler/5-emit/tfjs/tfjs-targets.ts";
import type { TypedGraph } from "../../../../compiler/ir/graph.ts";
import type { ParameterValues } from "../../../../compiler/ir/parameters.ts";
import type { PlannedCall } from "../../../../compiler/ir/plan.ts";
import { optimizersByName } from "../../../../compiler/optimizers/index.generated.ts";
import { call, graphOf, parityCases } from "../../../support/parity.ts";

export type TfjsTargetName = Exclude<Target["name"], "cpu">;

/** What kpc hands to a target for training and inference. */
export function emitRequest(graph: TypedGraph, loss = call("mse"), optimizer = optimizerCall("adam")): EmitRequest {
  return { graph, inference: lowerInference(graph), training: lowerTraining(graph, loss), optimizer, loss };
}

/** An optimizer with its defaults filled in. */
export function optimizerCall(name: string, given: ParameterValues = {}): PlannedCall {
  const defaults = Object.entries(optimizersByName[name]!.parameters).flatMap(([parameter, schema]) =>
    schema.default === undefined || schema.default === null ? [] : [[parameter, schema.default] as const],
  );
  return call(name, { ...Object.fromEntries(defaults), ...given });
}

export function targetNamed(name: TfjsTargetName): Target {
  return tfjsTargets.find((target) => target.name === name)!;
}

/** The text of an emitted file, by its ending: `.ts`, `.js`, `.d.ts`. */
export async function emittedText(request: EmitRequest, target: TfjsTargetName, ending: string): Promise<string> {
  const files = await targetNamed(target).emit(request);
  const file = files.find(({ path }) => path.slice(path.indexOf(".")) === ending)!;
  return file.content as string;
}

/** What `kpc compile specs/nosenet.kpnet#NAME` hands to a target, for an experiment of that name. */
export function experimentRequest(name: "Nose" | "NoseAlternative"): EmitRequest {
  const { models, experiments } = loadSoundSpec("specs/nosenet.kpnet").project;
  const experiment = experiments.get(name)!;
  return unitOf(models.get(experiment.model)!, experiment).request;
}

export const documentRequests: readonly EmitRequest[] = [
  experimentRequest("Nose"),
  experimentRequest("NoseAlternative"),
];

/**
 * The document's networks, and small ones of the cases that are compared with PyTorch: all of them for `js`, whose text the
 * others' differ little from, and every fifth for those.
 */
export function requestsFor(target: TfjsTargetName): EmitRequest[] {
  const small = parityCases()
    .filter((_, place) => target === "js" || place % 5 === 0)
    .map((one) => emitRequest(graphOf(one), call(one.loss.name, one.loss.parameters)));
  return [...documentRequests, ...small];
}
