import * as tf from "@tensorflow/tfjs";

/** A network as a person writes it with tfjs's layers: the same steps, and a convolution's or product's ReLU given to its layer. */
function faces(
  [height, width]: readonly [number, number],
  filters: readonly number[],
  hidden: number,
  outputs: number,
) {
  const model = tf.sequential();
  for (const [place, count] of filters.entries()) {
    const input = place === 0 ? { inputShape: [height, width, 1] } : {};
    model.add(tf.layers.conv2d({ filters: count, kernelSize: 3, padding: "same", ...input }));
    model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    model.add(tf.layers.reLU());
  }
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: hidden, activation: "relu" }));
  model.add(tf.layers.dense({ units: outputs * 2 }));
  model.add(tf.layers.reshape({ targetShape: [outputs, 2] }));
  return model;
}

export const layerModels: Readonly<Record<string, () => tf.Sequential>> = {
  NoseNet: () => faces([60, 80], [6, 16, 32, 32], 240, 1),
  FaceNet: () => faces([120, 160], [16, 32, 64, 128, 256, 512], 512, 58),
};
