/** Types and padding that the other helpers of an emitted module use; the text is as Biome formats it. */

export const pairText = `
/** Height and width. */
type Pair = [number, number];
`;

export const shapeText = `
type Shape4D = [number, number, number, number];
`;

export const slidingText = `
/** How a filter slides: steps, zeros added on each side, and how far apart its numbers lie. */
type Sliding = { stride?: Pair; padding?: Pair; dilation?: Pair };
`;

export const poolingText = `
/**
 * How a pool's window slides: its size, steps, rows and columns added on each side (\`after\`: below and on the right, where
 * these are others), and how far apart its numbers lie.
 */
type Pooling = { size: Pair; stride: Pair; padding?: Pair; after?: Pair; dilation?: Pair };
`;

export const noneText = `
/** Nothing before and nothing after, for axes that are not padded. */
const none: Pair = [0, 0];
`;

export const padText = `
/** Adds rows and columns around x. (The numeric padding of tfjs is wrong for filters that aren't square.) */
function pad(x: tf.Tensor4D, [top, left]: Pair, [bottom, right]: Pair = [top, left], value = 0): tf.Tensor4D {
  if (top + left + bottom + right === 0) return x;
  return tf.pad(x, [none, [top, bottom], [left, right], none], value);
}
`;

export const unpadText = `
/** Takes rows and columns away around x. */
function unpad(x: tf.Tensor4D, [top, left]: Pair, [bottom, right]: Pair = [top, left]): tf.Tensor4D {
  if (top + left + bottom + right === 0) return x;
  const [batch, height, width, channels] = x.shape;
  return tf.slice(x, [0, top, left, 0], [batch, height - top - bottom, width - left - right, channels]);
}
`;
