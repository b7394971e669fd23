import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, expect, test } from "vitest";
import { sharedMemoryCode } from "../../../compiler/5-emit/beside/wasm-code.generated.ts";
import { addKernels, kernelNames, numbersOf } from "../../../compiler/5-emit/beside/wasm-kernels.ts";
import { randomNumbers } from "../../support/random.ts";

type Shape4D = [number, number, number, number];

beforeAll(async () => {
  await addKernels(tf);
  await tf.setBackend("wasm");
});

/** Sizes, strides and channels that fit no vector, in every mixture; the same each time. */
const windows = Array.from({ length: 60 }, (_, seed) => {
  const random = randomNumbers(seed);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  const x: Shape4D = [upTo(3), 4 + upTo(9), 4 + upTo(9), upTo(9)];
  const filter: Shape4D = [upTo(4), upTo(4), x[3], upTo(20)];
  return {
    x,
    filter,
    strides: [upTo(3), upTo(3)] as [number, number],
    pad: seed % 2 === 0 ? "valid" : "same",
  } as const;
});

test.each(windows)("gradients of a convolution of $x by $filter, strides $strides, $pad", async (window) => {
  const { x, filter, strides, pad } = window;
  const { outShape } = tf.backend_util.computeConv2DInfo(x, filter, strides, 1, pad);
  const attributes = { strides, pad, dataFormat: "NHWC" };
  await expectEqual(() => {
    const inputs = { x: numbers(x, 1), dy: numbers(outShape, 2) };
    return tf.engine().runKernel("Conv2DBackpropFilter", inputs, { ...attributes, filterShape: filter });
  });
  await expectEqual(() => {
    const inputs = { dy: numbers(outShape, 1), filter: numbers(filter, 2) };
    return tf.engine().runKernel("Conv2DBackpropInput", inputs, { ...attributes, inputShape: x });
  });
});

test.each(windows)("gradients of a depthwise convolution of $x, strides $strides, $pad", async (window) => {
  const { x, filter, strides, pad } = window;
  // One filter a channel, as it is most of the time, or several.
  const perChannel: Shape4D = [filter[0], filter[1], x[3], 1 + (filter[3] % 3)];
  const { outShape } = tf.backend_util.computeConv2DInfo(x, perChannel, strides, 1, pad, "floor", true);
  const attributes = { strides, pad, dilations: 1 };
  await expectEqual(() => {
    const inputs = { x: numbers(x, 1), dy: numbers(outShape, 2) };
    const given = { ...attributes, filterShape: perChannel };
    return tf.engine().runKernel("DepthwiseConv2dNativeBackpropFilter", inputs, given);
  });
  await expectEqual(() => {
    const inputs = { dy: numbers(outShape, 1), filter: numbers(perChannel, 2) };
    return tf.engine().runKernel("DepthwiseConv2dNativeBackpropInput", inputs, { ...attributes, inputShape: x });
  });
});

test.each(windows)("gradient of a max pool of $x by $filter, strides $strides, $pad", async (window) => {
  const { x, filter, strides, pad } = window;
  const filterSize = [filter[0], filter[1]] as [number, number];
  await expectEqual(() => {
    // Few values, so that many are equal.
    const input = tf.round(tf.mul(numbers(x, 1), 3)) as tf.Tensor4D;
    const output = tf.maxPool(input, filterSize, strides, pad);
    const inputs = { input, output, dy: numbers(output.shape, 2) };
    return tf.engine().runKernel("MaxPoolGrad", inputs, { filterSize, strides, pad });
  });
});

test.each([
  [8, 480, 240],
  [1, 1, 1],
  [5, 7, 3],
  [3, 2, 9],
  [33, 10, 6],
])("products of [%i, %i] and [%i, …] with one matrix transposed, or both, or several at once", async (m, k, n) => {
  await expectEqual(() => tf.matMul(numbers([m, k], 1), numbers([n, k], 2), false, true));
  await expectEqual(() => tf.matMul(numbers([k, m], 1), numbers([k, n], 2), true, false));
  await expectEqual(() => tf.matMul(numbers([k, m], 1), numbers([n, k], 2), true, true));
  await expectEqual(() => tf.matMul(numbers([2, m, k], 1), numbers([2, n, k], 2), false, true));
  await expectEqual(() => tf.matMul(numbers([1, m, k], 1), numbers([1, n, k], 2), false, true));
});

test("what we have no kernel for is computed by tfjs's own", async () => {
  const inputs = () => ({ dy: numbers([1, 3, 4, 4], 1), filter: numbers([3, 3, 2, 3], 2) });
  const attributes = { strides: 1, pad: "valid", dataFormat: "NCHW", inputShape: [1, 2, 6, 6] };
  const gradient = tf.engine().runKernel("Conv2DBackpropInput", inputs(), attributes) as tf.Tensor;
  const last = tf.tidy(() => {
    const { dy, filter } = inputs();
    const found = tf.conv2dTranspose(
      tf.transpose(dy, [0, 2, 3, 1]) as tf.Tensor4D,
      filter as tf.Tensor4D,
      [1, 6, 6, 2],
      1,
      "valid",
    );
    return tf.transpose(found, [0, 3, 1, 2]);
  });
  expect(largestDifference(await gradient.data(), await last.data())).toBeLessThan(1e-5);
});

test("numbers of variables are changed where they lie, and what shares them keeps its own", async () => {
  const variable = tf.variable(tf.tensor1d([1, 2, 3]));
  const copy = variable.clone();
  const given = tf.tensor1d([10, 20]);
  const before = tf.memory().numTensors;
  for (const value of [4, 5]) {
    const [numbers, others] = numbersOf(tf, variable, given);
    numbers.fill(value);
    expect([...others]).toEqual([10, 20]);
  }
  expect([...(await variable.data())]).toEqual([5, 5, 5]);
  expect([...(await copy.data())]).toEqual([1, 2, 3]);
  expect(tf.memory().numTensors).toBe(before);
});

test("a filter whose numbers were changed is another one for tfjs, which keeps what it prepared of the first", () => {
  const filter = tf.variable(tf.ones([1, 1, 1, 1])) as tf.Variable<tf.Rank.R4>;
  const convolved = () =>
    tf.tidy(() => tf.conv2d(tf.ones([1, 1, 1, 1]) as tf.Tensor4D, filter, 1, "valid").dataSync()[0]);
  expect(convolved()).toBe(1);
  numbersOf(tf, filter)[0].fill(2);
  expect(convolved()).toBe(2);
});

test("a second model adds none", async () => {
  const before = kernelNames.map((name) => tf.getKernel(name, "wasm"));
  await addKernels(tf);
  expect(kernelNames.map((name) => tf.getKernel(name, "wasm"))).toEqual(before);
});

test("memory that kernels ask for is given back", () => {
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  const gradient = () => {
    const inputs = { x: numbers([2, 64, 64, 5], 1), dy: numbers([2, 64, 64, 7], 2) };
    const attributes = { strides: 1, pad: "same", dataFormat: "NHWC", filterShape: [3, 3, 5, 7] };
    return tf.engine().runKernel("Conv2DBackpropFilter", inputs, attributes);
  };
  tf.tidy(gradient);
  const bytes = wasm.HEAPU8.length;
  for (let call = 0; call < 50; call++) tf.tidy(gradient);
  expect(wasm.HEAPU8.length).toBe(bytes);
});

test("the code for memory that threads share computes the same", async () => {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 16, shared: true });
  let free = 1024;
  const malloc = (bytes: number) => {
    free += 16 * Math.ceil(bytes / 16);
    return free - 16 * Math.ceil(bytes / 16);
  };
  const code = Uint8Array.from(atob(sharedMemoryCode), (letter) => letter.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(code, { env: { memory }, memory: { malloc, free: () => {} } });
  const { slide, filterGradient } = instance.exports as Record<string, (...numbers: number[]) => void>;
  const [x, dy] = [numbers([2, 5, 6, 3], 1), numbers([2, 5, 6, 7], 2)];
  const places = [x.size, dy.size, 3 * 3 * 3 * 7].map((count) => malloc(4 * count)) as [number, number, number];
  const heap = new Float32Array(memory.buffer);
  heap.set(await x.data<"float32">(), places[0] / 4);
  heap.set(await dy.data<"float32">(), places[1] / 4);
  slide!(2, 5, 6, 3, 5, 6, 7, 3, 3, 1, 1, 1, 1);
  filterGradient!(...places);
  const attributes = { strides: 1, pad: "same", dataFormat: "NHWC", filterShape: [3, 3, 3, 7] };
  const expected = tf.engine().runKernel("Conv2DBackpropFilter", { x, dy }, attributes) as tf.Tensor;
  expect([...heap.subarray(places[2] / 4, places[2] / 4 + 189)]).toEqual([...(await expected.data())]);
});

function numbers(shape: readonly number[], seed: number): tf.Tensor {
  return tf.randomUniform([...shape], -1, 1, "float32", seed);
}

/** Holds what wasm computes to what tfjs computes in plain JavaScript: off by at most 1e-5 of the largest number. */
async function expectEqual(compute: () => unknown): Promise<void> {
  const [expected, actual] = [await on("cpu"), await on("wasm")];
  const largest = expected.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  expect(actual.length).toBe(expected.length);
  expect(largestDifference(actual, expected)).toBeLessThan(1e-5 * Math.max(largest, 1));

  async function on(backend: string): Promise<Float32Array> {
    await tf.setBackend(backend);
    const result = tf.tidy(compute as () => tf.Tensor);
    const data = await result.data<"float32">();
    result.dispose();
    return data;
  }
}

/** Not a number where one of them isn't. */
function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, number, index) => Math.max(most, Math.abs(number - b[index]!)), 0);
}
