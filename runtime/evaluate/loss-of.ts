import type { PlannedLoss } from "../../compiler/ir/plan.ts";
import { lossesByName } from "../../compiler/losses/index.generated.ts";
import { lossParts, weightOf } from "../../compiler/losses/loss-parts.ts";

/**
 * The loss of an answer, in double precision.
 *
 * @param outputs of the model for one example, points first. Where there are points alone, heatmaps are drawn of them.
 */
export function lossOf(planned: PlannedLoss, outputs: readonly Float32Array[], target: Float32Array): number {
  let sum = 0;
  for (const { call, at = { index: 0, shape: [] } } of lossParts(planned)) {
    const { evaluate, draw } = lossesByName[call.name]!;
    const { index, shape } = at;
    const points = outputs[0]!;
    const prediction = outputs[index] ?? draw?.(points, call.parameters, shape) ?? points;
    sum += weightOf(call) * evaluate(prediction, target, call.parameters, shape);
  }
  return sum;
}
