/** The product of a linear step in an emitted module; the text is as Biome formats it. */

export const linearText = `
/** PyTorch's Linear and what is done to each number of its result, in one kernel: [batch, in] by a weight [in, out]. */
function linear(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
  activation: tf.fused.Activation = "linear",
): tf.Tensor2D {
  return tf.fused.matMul({ a: x, b: weight, bias, activation }) as tf.Tensor2D;
}
`;
