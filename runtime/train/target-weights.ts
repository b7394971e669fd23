/**
 * What the loss of each point is multiplied with before a step's mean over all points is taken, so that it comes to the mean over those
 * that are visible: points / visible points for these, 0 for the others. Where none is visible, all are 0, and so are loss and gradients.
 *
 * @param visible [points] of each of the step's examples: 1 or 0; undefined where the examples hide none.
 */
export function targetWeights(visible: readonly (Float32Array | undefined)[]): readonly Float32Array[] | undefined {
  const known = visible.filter((each) => each !== undefined);
  if (known.length < visible.length) return undefined;
  const points = known.reduce((sum, { length }) => sum + length, 0);
  const seen = known.reduce((sum, each) => each.reduce((count, one) => count + one, sum), 0);
  const weight = seen === 0 ? 0 : points / seen;
  return known.map((each) => each.map((one) => one * weight));
}
