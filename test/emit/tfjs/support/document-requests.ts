import { unitOf } from "../../../../cli/compilation.ts";
import { loadSoundSpec } from "../../../../cli/spec.ts";
import type { EmitRequest } from "../../../../compiler/5-emit/target.ts";
import { call, graphOf, parityCases } from "../../../support/parity.ts";
import { emitRequest, type TfjsTargetName } from "./emit-request.ts";

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

/** NoseNet, for examples whose points may be hidden. */
export const hiddenPointsRequest: EmitRequest = emitRequest(documentRequests[0]!.graph, call("mse"), undefined, {
  hidesPoints: true,
});

/**
 * The document's networks, and small ones of the cases that are compared with PyTorch: all of them for `js`, whose text the
 * others' differ little from, and every fifth for those.
 */
export function requestsFor(target: TfjsTargetName): EmitRequest[] {
  const small = parityCases()
    .filter((_, place) => target === "js" || place % 5 === 0)
    .map((one) => emitRequest(graphOf(one), call(one.loss.name, one.loss.parameters)));
  return [...documentRequests, hiddenPointsRequest, ...small];
}
