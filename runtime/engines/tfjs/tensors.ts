import type * as tf from "@tensorflow/tfjs";
import type { EmittedPort, Tf } from "./emitted-module.ts";

/** `count` examples, which lie as PyTorch has them (channels first), as a tensor for an emitted module (channels last). */
export function toTensor(tf: Tf, { name, shape }: EmittedPort, data: Float32Array, count: number): tf.Tensor {
  const sizes = shape.map((size) => {
    if (typeof size === "string") throw new Error(`the size ${size} of ${name} is not known`);
    return size;
  });
  if (sizes.length !== 3) return tf.tensor(data, [count, ...sizes]);
  const [height, width, channels] = sizes as [number, number, number];
  return tf.tidy(() => tf.transpose(tf.tensor(data, [count, channels, height, width]), [0, 2, 3, 1]));
}

/** The way back; the tensor is disposed. */
export async function toNumbers(tf: Tf, tensor: tf.Tensor): Promise<Float32Array> {
  const plain = tensor.rank === 4 ? tf.transpose(tensor, [0, 3, 1, 2]) : tensor;
  const numbers = Float32Array.from(await plain.data());
  tf.dispose([tensor, plain]);
  return numbers;
}
