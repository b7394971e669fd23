/** Functions for reductions that an emitted module carries where it needs them; the text is as Biome formats it. */

export const mapMeansText = `
/** The mean of each feature map, [batch, channels]; in WebAssembly, tf.mean is slower and rounds far more. */
function mapMeans(x: tf.Tensor4D): tf.Tensor2D {
  const [batch, height, width, channels] = x.shape;
  const rows = tf.avgPool(x, [1, width], 1, "valid");
  return tf.reshape(tf.avgPool(rows, [height, 1], 1, "valid"), [batch, channels]);
}
`;

export const mapSumsText = `
/** The sum of each feature map, [batch, channels]. */
function mapSums(x: tf.Tensor4D): tf.Tensor2D {
  return tf.mul(mapMeans(x), x.shape[1] * x.shape[2]);
}
`;
