import { hasFastKernel, type TfjsBackend } from "../tfjs-backend.ts";

/** Functions that an emitted module carries where it needs them; the text is as Biome formats it. */

export const keepsSizeText = `
/** Whether maps keep their size: then tfjs's "same" pads as PyTorch does, and without a padded copy. */
function keepsSize(filter: number[], { stride = [1, 1], padding = [0, 0], dilation = [1, 1] }: Sliding): boolean {
  const keeps = (axis: 0 | 1) => stride[axis] * dilation[axis] === 1 && filter[axis] === 2 * padding[axis] + 1;
  return keeps(0) && keeps(1);
}
`;

export const conv2dText = `
/** A convolution as PyTorch's Conv2d: [batch, height, width, in] by a filter [height, width, in, out]. */
function conv2d(x: tf.Tensor4D, filter: tf.Tensor4D, sliding: Convolution = {}, bias?: tf.Tensor1D): tf.Tensor4D {
  return tf.fused.conv2d(fusedConvolution(x, filter, sliding, bias));
}
`;

export const depthwiseConv2dText = `
/** The same where each channel has a filter of its own, [height, width, channels, 1]. */
function depthwiseConv2d(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  sliding: Convolution = {},
  bias?: tf.Tensor1D,
): tf.Tensor4D {
  return tf.fused.depthwiseConv2d(fusedConvolution(x, filter, sliding, bias));
}
`;

export const convolutionText = `
/** How a filter slides, and what is done to each number of the result. */
type Convolution = Sliding & { activation?: tf.fused.Activation };
`;

export const fusedConvolutionText = `
/** What one kernel of tfjs takes of a convolution. */
function fusedConvolution(x: tf.Tensor4D, filter: tf.Tensor4D, sliding: Convolution, bias: tf.Tensor1D | undefined) {
  const { stride = 1, padding = [0, 0], dilation = 1, activation = "linear" } = sliding;
  const same = keepsSize(filter.shape, sliding);
  const [input, sides] = same ? ([x, "same"] as const) : ([pad(x, padding), "valid"] as const);
  const fused = { x: input, filter, strides: stride, pad: sides, dilations: dilation, activation };
  return bias === undefined ? fused : { ...fused, bias };
}
`;

export const conv2dInputGradientText = `
/** The gradient of conv2d by its input, which has the given shape; dy is that by its result. */
function conv2dInputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, shape: Shape4D, sliding: Sliding = {}): tf.Tensor4D {
  const { stride = 1, padding = [0, 0] } = sliding;
  if (keepsSize(filter.shape, sliding)) return tf.conv2dTranspose(dy, filter, shape, 1, "same");
  const [batch, height, width, channels] = shape;
  const padded: Shape4D = [batch, height + 2 * padding[0], width + 2 * padding[1], channels];
  return unpad(tf.conv2dTranspose(dy, filter, padded, stride, "valid"), padding);
}
`;

export function conv2dFilterGradientText(backend: TfjsBackend): string {
  return hasFastKernel(backend, "Conv2DBackpropFilter") ? filterGradientByKernel : filterGradientByConvolution;
}

const filterGradientByKernel = `
/** The gradient of conv2d by its filter. tfjs has this kernel, but no public function for it. */
function conv2dFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: Shape4D,
  sliding: Sliding = {},
): tf.Tensor4D {
  const { stride = 1, padding = [0, 0] } = sliding;
  const same = keepsSize(filterShape, sliding);
  const attributes = { strides: stride, pad: same ? "same" : "valid", dataFormat: "NHWC", filterShape };
  return tf.engine().runKernel(tf.Conv2DBackpropFilter, { x: same ? x : pad(x, padding), dy }, attributes);
}
`;

const filterGradientByConvolution = `
/**
 * The gradient of conv2d by its filter, where tfjs's backend has no kernel for it or a slow one: a convolution in which
 * batch and channels have changed places. dy slides over x as a filter whose numbers lie \`stride\` apart.
 */
function conv2dFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  [height, width, channels, filters]: Shape4D,
  { stride = [1, 1], padding = [0, 0] }: Sliding = {},
): tf.Tensor4D {
  const images = tf.transpose(pad(x, padding), [3, 1, 2, 0]); // [in, height, width, batch]
  const slider = tf.transpose(dy, [1, 2, 0, 3]); // [rows, columns, batch, out]
  const gradient = tf.conv2d(images, slider, 1, "valid", "NHWC", stride); // [in, height, width, out], or larger
  return tf.transpose(tf.slice(gradient, [0, 0, 0, 0], [channels, height, width, filters]), [1, 2, 0, 3]);
}
`;

export const groupedConv2dText = `
/** A convolution whose channels are parted into groups, each with filters of its own. */
function groupedConv2d(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  groups: number,
  sliding: Sliding = {},
  bias?: tf.Tensor1D,
): tf.Tensor4D {
  const filters: tf.Tensor4D[] = tf.split(filter, groups, 3);
  const parts: tf.Tensor4D[] = tf.split(x, groups, 3);
  const convolved = parts.map((part, group) => conv2d(part, filters[group]!, sliding));
  const y = tf.concat(convolved, 3);
  return bias === undefined ? y : tf.add(y, bias);
}
`;

export const groupedConv2dInputGradientText = `
/** The gradient of groupedConv2d by its input, which has the given shape. */
function groupedConv2dInputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  groups: number,
  [batch, height, width, channels]: Shape4D,
  sliding: Sliding = {},
): tf.Tensor4D {
  const filters: tf.Tensor4D[] = tf.split(filter, groups, 3);
  const parts: tf.Tensor4D[] = tf.split(dy, groups, 3);
  const shape: Shape4D = [batch, height, width, channels / groups];
  const gradients = parts.map((part, group) => conv2dInputGradient(part, filters[group]!, shape, sliding));
  return tf.concat(gradients, 3);
}
`;

export const groupedConv2dFilterGradientText = `
/** The gradient of groupedConv2d by its filter. */
function groupedConv2dFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  groups: number,
  [height, width, channels, filters]: Shape4D,
  sliding: Sliding = {},
): tf.Tensor4D {
  const dParts: tf.Tensor4D[] = tf.split(dy, groups, 3);
  const parts: tf.Tensor4D[] = tf.split(x, groups, 3);
  const shape: Shape4D = [height, width, channels, filters / groups];
  const gradients = parts.map((part, group) => conv2dFilterGradient(part, dParts[group]!, shape, sliding));
  return tf.concat(gradients, 3);
}
`;

export const spreadText = `
/** Puts zeros between the rows and columns of [batch, height, width, channels], so that they lie \`gaps\` apart. */
function spread(x: tf.Tensor4D, [down, across]: Pair): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const beside: tf.Tensor4D = tf.reshape(x, [batch * height, width, 1, channels]);
  const wide: tf.Tensor4D = tf.pad(beside, [none, none, [0, across - 1], none]);
  const below: tf.Tensor4D = tf.reshape(wide, [batch, height, 1, width * across * channels]);
  const tall = tf.pad(below, [none, none, [0, down - 1], none]);
  const full: tf.Tensor4D = tf.reshape(tall, [batch, height * down, width * across, channels]);
  return tf.slice(full, [0, 0, 0, 0], [batch, (height - 1) * down + 1, (width - 1) * across + 1, channels]);
}
`;

export const dilatedFilterText = `
/** A dilated filter as a plain one: zeros between its numbers. tfjs can't combine dilation with strides or gradients. */
function dilatedFilter(filter: tf.Tensor4D, dilation: Pair): tf.Tensor4D {
  const [height, width, channels, filters] = filter.shape;
  const wide = spread(tf.reshape(filter, [1, height, width, channels * filters]), dilation);
  return tf.reshape(wide, [wide.shape[1], wide.shape[2], channels, filters]);
}
`;

export const undilatedText = `
/** The numbers of a dilated filter that are not between: the way back from dilatedFilter. */
function undilated(filter: tf.Tensor4D, [down, across]: Pair): tf.Tensor4D {
  return tf.stridedSlice(filter, [0, 0, 0, 0], filter.shape, [down, across, 1, 1]) as tf.Tensor4D;
}
`;
