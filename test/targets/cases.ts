import { loadSoundSpec } from "../../cli/spec.ts";
import { bindBatch } from "../../compiler/4-lower/index.ts";
import type { EmitRequest } from "../../compiler/5-emit/target.ts";
import type { TypedGraph } from "../../compiler/ir/graph.ts";
import { emitRequest, optimizerCall } from "../emit/tfjs/support/emit-request.ts";
import type { Feeds } from "../support/interpret.ts";
import { hashedFeeds } from "../support/networks.ts";
import { call } from "../support/parity.ts";

/** A network that every target runs: one prediction, then one training step from the same weights on the same batch. */
export interface TargetCase {
  readonly name: string;
  readonly request: EmitRequest;
  readonly feeds: Feeds;
}

export const batch = 2;
export const learningRate = 1e-2;

/**
 * NoseNet with its own optimizer, and the others with one whose slot after a step is the gradient itself: adam's step from
 * rest is as large for a gradient of 1e-9, which is rounding, as for one of 1.
 */
const networks = [
  { spec: "specs/nosenet.kpnet", name: "NoseNet", optimizer: optimizerCall("adam") },
  ...["SmallFaceNet", "SmallFaceNetAlternative", "SmallWideResNet50", "SmallAntialiasedResNet50", "SmallSeparable"].map(
    (name) => ({
      spec: "test/targets/networks.kpnet",
      name,
      optimizer: optimizerCall("sgd", { momentum: 0.9 }),
    }),
  ),
];

export const targetCases: readonly TargetCase[] = networks.map(({ spec, name, optimizer }) => {
  const request = emitRequest(modelOf(spec, name), call("mse"), optimizer);
  return { name, request, feeds: hashedFeeds(bindBatch(request.training!, batch)) };
});

export function modelOf(spec: string, name: string): TypedGraph {
  return loadSoundSpec(spec).project.models.get(name)!;
}
