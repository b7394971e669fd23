/** Functions for padding and resampling that an emitted module carries where it needs them; the text is as Biome formats it. */

export const replicatePadText = `
/** Adds copies of the outermost rows and columns, so many before and after, to [batch, height, width, channels]. */
function replicatePad(x: tf.Tensor4D, rows: Pair, columns: Pair): tf.Tensor4D {
  const places = (size: number, [before, after]: Pair) =>
    Array.from({ length: before + size + after }, (_, place) => Math.min(Math.max(place - before, 0), size - 1));
  const tall = tf.gather(x, places(x.shape[1], rows), 1);
  return tf.gather(tall, places(x.shape[2], columns), 2);
}
`;

export const interpolationText = `
/** The matrix [to, from] that resamples an axis of so many pixels, as PyTorch's Upsample does. */
function interpolation(mode: "nearest" | "bilinear", from: number, to: number): tf.Tensor2D {
  const matrix = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const place = mode === "nearest" ? Math.floor((row * from) / to) : Math.max(((row + 0.5) * from) / to - 0.5, 0);
    const left = Math.floor(place);
    const right = Math.min(left + 1, from - 1);
    matrix[row * from + left]! += 1 - (place - left);
    matrix[row * from + right]! += place - left;
  }
  return tf.tensor2d(matrix, [to, from]);
}
`;
