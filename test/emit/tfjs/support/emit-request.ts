import { type LossOptions, lowerInference, lowerTraining } from "../../../../compiler/4-lower/index.ts";
import type { EmitRequest, Target } from "../../../../compiler/5-emit/target.ts";
import { tfjsTargets } from "../../../../compiler/5-emit/tfjs/tfjs-targets.ts";
import type { TypedGraph } from "../../../../compiler/ir/graph.ts";
import type { ParameterValues } from "../../../../compiler/ir/parameters.ts";
import type { PlannedCall } from "../../../../compiler/ir/plan.ts";
import { optimizersByName } from "../../../../compiler/optimizers/index.generated.ts";
import { call } from "../../../support/parity.ts";

export type TfjsTargetName = Exclude<Target["name"], "cpu">;

/** What kpc hands to a target for training and inference. */
export function emitRequest(
  graph: TypedGraph,
  loss = call("mse"),
  optimizer = optimizerCall("adam"),
  options: LossOptions = {},
): EmitRequest {
  return { graph, inference: lowerInference(graph), training: lowerTraining(graph, loss, options), optimizer, loss };
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
