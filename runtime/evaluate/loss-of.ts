import type { PlannedLoss } from "../../compiler/ir/plan.ts";
import { lossesByName } from "../../compiler/losses/index.generated.ts";
import { lossParts, weightOf } from "../../compiler/losses/loss-parts.ts";
import { meanOfVisible } from "./mean-of-visible.ts";

/**
 * The loss of an answer, in double precision: the mean over the points that are visible.
 *
 * @param outputs of the model for one example, points first. Where there are points alone, heatmaps are drawn of them.
 * @param visible [points]: 1 or 0; all are where it is left out.
 */
export function lossOf(
  planned: PlannedLoss,
  outputs: readonly Float32Array[],
  target: Float32Array,
  visible?: Float32Array,
): number {
  let sum = 0;
  for (const { call, at = { index: 0, shape: [] } } of lossParts(planned)) {
    const { evaluate, draw } = lossesByName[call.name]!;
    const { index, shape } = at;
    const points = outputs[0]!;
    const prediction = outputs[index] ?? draw?.(points, call.parameters, shape) ?? points;
    sum += weightOf(call) * meanOfVisible(evaluate(prediction, target, call.parameters, shape), visible);
  }
  return sum;
}
