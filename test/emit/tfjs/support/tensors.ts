import * as tf from "@tensorflow/tfjs";
import { type Tensor, tensor } from "../../../support/tensor.ts";

/** A value of a program as the emitted modules take it: feature maps with their channels last. */
export function toTfjs({ shape, data }: Tensor): tf.Tensor {
  return tf.tidy(() => {
    const plain: tf.Tensor = tf.tensor(Float32Array.from(data), [...shape]);
    return shape.length === 4 ? tf.transpose(plain, [0, 2, 3, 1]) : plain;
  });
}

/** The way back. */
export function fromTfjs(value: tf.Tensor): Tensor {
  const plain = value.rank === 4 ? tf.transpose(value, [0, 3, 1, 2]) : tf.clone(value);
  const result = tensor(plain.shape, plain.dataSync());
  plain.dispose();
  return result;
}

/** Weights as `load` takes them. */
export function stateDict(tensors: Readonly<Record<string, Tensor>>): Map<string, Float32Array> {
  return new Map(Object.entries(tensors).map(([key, { data }]) => [key, Float32Array.from(data)]));
}
