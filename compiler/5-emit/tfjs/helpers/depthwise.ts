/** Gradients of depthwise convolutions, for emitted modules that need them; the text is as Biome formats it. */

export const depthwiseInputGradientText = `
/** The gradient of tf.depthwiseConv2d by its input, which has the given shape; dy is that by its result. */
function depthwiseInputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  [batch, height, width, channels]: Shape4D,
  { stride = [1, 1], padding = [0, 0] }: Sliding = {},
): tf.Tensor4D {
  const inputShape: Shape4D = [batch, height + 2 * padding[0], width + 2 * padding[1], channels];
  const attributes = { strides: stride, pad: "valid", dilations: [1, 1], inputShape };
  return unpad(tf.engine().runKernel(tf.DepthwiseConv2dNativeBackpropInput, { dy, filter }, attributes), padding);
}
`;

export const depthwiseFilterGradientText = `
/** The gradient of tf.depthwiseConv2d by its filter; dy is that by its result. */
function depthwiseFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: Shape4D,
  { stride = [1, 1], padding = [0, 0] }: Sliding = {},
): tf.Tensor4D {
  const attributes = { strides: stride, pad: "valid", dilations: [1, 1], filterShape };
  return tf.engine().runKernel(tf.DepthwiseConv2dNativeBackpropFilter, { x: pad(x, padding), dy }, attributes);
}
`;
