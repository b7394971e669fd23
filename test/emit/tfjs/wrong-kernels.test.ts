import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { expect, test } from "vitest";
import { addKernels } from "../../../compiler/5-emit/beside/wasm-kernels.ts";

// Where one of these fails, tfjs has mended a kernel, and what we do in its place can go.

test("MaxPoolGrad of wasm loses the gradient where no number of a window is positive, and ours does not", async () => {
  expect(await maxPoolGradient("cpu", [-4, -3, -2, -1])).toEqual([0, 0, 0, 7]);
  expect(await maxPoolGradient("wasm", [4, 3, 2, 1])).toEqual([7, 0, 0, 0]);
  expect(await maxPoolGradient("wasm", [-4, -3, -2, -1])).not.toEqual([0, 0, 0, 7]);
  await addKernels(tf);
  expect(await maxPoolGradient("wasm", [4, 3, 2, 1])).toEqual([7, 0, 0, 0]);
  expect(await maxPoolGradient("wasm", [-4, -3, -2, -1])).toEqual([0, 0, 0, 7]);
});

test("Mean of wasm rounds far more than average pools do", async () => {
  await tf.setBackend("wasm");
  const size = 96;
  const maps = tf.fill<tf.Rank.R4>([8, size, size, 1], 0.1);
  const errorOf = (mean: () => tf.Tensor) => Math.abs(tf.tidy(mean).dataSync()[0]! / Math.fround(0.1) - 1);
  const pooled = () => tf.mean(tf.avgPool(tf.avgPool(maps, [1, size], 1, "valid"), [size, 1], 1, "valid"));
  expect(errorOf(() => tf.mean(maps, [0, 1, 2]))).toBeGreaterThan(5e-6);
  expect(errorOf(pooled)).toBeLessThan(5e-7);
});

/** The gradient by the four numbers of one window, where that by its maximum is 7. */
async function maxPoolGradient(backend: string, window: readonly number[]): Promise<number[]> {
  await tf.setBackend(backend);
  const gradient = tf.tidy(() => {
    const input = tf.tensor4d([...window], [1, 2, 2, 1]);
    const attributes = { filterSize: 2, strides: 2, pad: "valid" };
    const output = tf.maxPool(input, 2, 2, "valid");
    return tf
      .engine()
      .runKernel(tf.MaxPoolGrad, { dy: tf.fill([1, 1, 1, 1], 7), input, output }, attributes) as tf.Tensor;
  });
  return [...(await gradient.data())];
}
