import type { TypedGraph } from "../ir/graph.ts";
import { InternalError } from "../ir/internal-error.ts";
import type { PlannedCall } from "../ir/plan.ts";
import type { ProgramOutput, Value } from "../ir/program.ts";
import { lossesByName } from "../losses/index.generated.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";

/** The loss of a model's points (its first output, where none are points) against a target of the same shape. */
export function lowerLoss(
  builder: ProgramBuilder,
  graph: TypedGraph,
  outputs: readonly ProgramOutput[],
  call: PlannedCall,
): { target: Value; value: Value } {
  const loss = lossesByName[call.name];
  if (loss === undefined) throw new InternalError(`there is no loss ${call.name}`, "4-lower");
  const points = graph.outputs.findIndex((output) => output.role === "points");
  const prediction = outputs[Math.max(points, 0)]!.value;
  const target = builder.external("target", prediction.shape);
  builder.at("loss", "forward");
  return { target, value: loss.lower(builder, prediction, target, call.parameters) };
}
