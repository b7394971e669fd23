/** Functions for pooling that an emitted module carries where it needs them; the text is as Biome formats it. */

export const lowestText = `
/** The lowest float32: padding that never wins a maximum. (-Infinity is not safe in WebGPU's shaders.) */
const lowest = -3.4028234663852886e38;
`;

export const maxPoolGradientText = `
/** The gradient of tf.maxPool by its input x; y is its result and dy the gradient by that. The first maximum takes all. */
function maxPoolGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  y: tf.Tensor4D,
  { size, stride, padding = [0, 0], after = padding }: Pooling,
): tf.Tensor4D {
  const inputs = { dy, input: pad(x, padding, after, lowest), output: y };
  const attributes = { filterSize: size, strides: stride, pad: "valid" };
  return unpad(tf.engine().runKernel(tf.MaxPoolGrad, inputs, attributes), padding, after);
}
`;

export const avgPoolGradientText = `
/** The gradient of tf.avgPool by its input, which has the given shape; dy is that by its result. */
function avgPoolGradient(
  dy: tf.Tensor4D,
  [batch, height, width, channels]: Shape4D,
  { size, stride, padding = [0, 0], after = padding }: Pooling,
): tf.Tensor4D {
  const input = tf.zeros([batch, padding[0] + height + after[0], padding[1] + width + after[1], channels]);
  const attributes = { filterSize: size, strides: stride, pad: "valid" };
  return unpad(tf.engine().runKernel(tf.AvgPoolGrad, { dy, input }, attributes), padding, after);
}
`;

export const tapsText = `
/**
 * What each place of a window sees as it slides, place after place in reading order, and where that begins: one tensor
 * [batch, rows, columns, channels] a place.
 */
function taps(x: tf.Tensor4D, { size, stride, dilation = [1, 1] }: Pooling): { seen: tf.Tensor4D; from: Pair }[] {
  const [batch, height, width, channels] = x.shape;
  const reach = [height - dilation[0] * (size[0] - 1), width - dilation[1] * (size[1] - 1)] as const;
  return Array.from({ length: size[0] * size[1] }, (_, place) => {
    const from: Pair = [Math.floor(place / size[1]) * dilation[0], (place % size[1]) * dilation[1]];
    const end = [batch, from[0] + reach[0], from[1] + reach[1], channels];
    const seen = tf.stridedSlice(x, [0, ...from, 0], end, [1, ...stride, 1]) as tf.Tensor4D;
    return { seen, from };
  });
}
`;

export const dilatedMaxPoolText = `
/** The largest number of every window, the numbers of which lie \`dilation\` apart; tf.maxPool can't do that. */
function dilatedMaxPool(x: tf.Tensor4D, pooling: Pooling): tf.Tensor4D {
  const { padding = [0, 0], after = padding } = pooling;
  const padded = pad(x, padding, after, lowest);
  return taps(padded, pooling)
    .map(({ seen }) => seen)
    .reduce((largest, seen) => tf.maximum(largest, seen));
}
`;

export const maxPoolGradientByTapsText = `
/**
 * The gradient of a max pool by its input x; y is its result and dy the gradient by that. The first maximum of a window
 * takes all. In forward kernels only, since tfjs's MaxPoolGrad knows no dilation, and gives the last maximum all on WebGPU.
 */
function maxPoolGradientByTaps(dy: tf.Tensor4D, x: tf.Tensor4D, y: tf.Tensor4D, pooling: Pooling): tf.Tensor4D {
  const { padding = [0, 0], after = padding } = pooling;
  const padded = pad(x, padding, after, lowest);
  let dPadded: tf.Tensor4D = tf.zerosLike(padded);
  let open: tf.Tensor4D = tf.onesLike(y); // 1 where no place has won so far
  for (const { seen, from } of taps(padded, pooling)) {
    const won: tf.Tensor4D = tf.mul(open, tf.cast(tf.equal(seen, y), "float32"));
    open = tf.sub(open, won);
    const landed = spread(tf.mul(dy, won), pooling.stride);
    dPadded = tf.add(dPadded, placed(landed, from, padded.shape));
  }
  return unpad(dPadded, padding, after);
}
`;

export const placedText = `
/** x with zeros around it, so that its corner lies at [top, left] in the given shape. */
function placed(x: tf.Tensor4D, [top, left]: Pair, [, height, width]: Shape4D): tf.Tensor4D {
  const [, rows, columns] = x.shape;
  return tf.pad(x, [none, [top, height - top - rows], [left, width - left - columns], none]);
}
`;
