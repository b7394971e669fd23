/**
 * The mean of losses [points, ...] over the points that are visible; 0 where none is.
 *
 * @param visible [points]: 1 or 0; all are where it is left out.
 */
export function meanOfVisible(losses: Float64Array, visible?: Float32Array): number {
  const each = losses.length / (visible?.length ?? losses.length);
  let sum = 0;
  let count = 0;
  for (let at = 0; at < losses.length; at++) {
    if (visible?.[Math.floor(at / each)] === 0) continue;
    sum += losses[at]!;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
