import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { kernelLacks, kernelNeeds, kernelsIn } from "../../../compiler/5-emit/tfjs/kernel-needs.ts";
import { kernelsOfBackends } from "../../../compiler/5-emit/tfjs/kernels.generated.ts";
import { hasKernel, tfjsBackends } from "../../../compiler/5-emit/tfjs/tfjs-backend.ts";
import type { Program } from "../../../compiler/ir/program.ts";
import { call, graphOf, parityCases } from "../../support/parity.ts";
import { emitRequest, emittedText, optimizerCall } from "./support/emit-request.ts";
import { importEmitted } from "./support/emitted-module.ts";
import { trainingFeeds } from "./support/reference-training.ts";
import { stateDict, toTfjs } from "./support/tensors.ts";

const requests = parityCases().map((one) => emitRequest(graphOf(one), call(one.loss.name, one.loss.parameters)));

/** Of the requests, those that have a primitive that none before has. */
function withEveryPrimitive() {
  const seen = new Set<string>();
  return requests.filter(({ training }) => {
    const before = seen.size;
    for (const { primitive } of training!.instructions) seen.add(primitive);
    return seen.size > before;
  });
}

test("the table has what is known of the backends", () => {
  expect(Object.keys(kernelsOfBackends)).toEqual(["cpu", "wasm", "webgpu", "tensorflow"]);
  for (const kernels of Object.values(kernelsOfBackends)) expect(kernels).toContain("Conv2D");
  // One of tfjs's own, one that is ours, and one that it has not.
  expect(kernelsOfBackends.wasm).toEqual(expect.arrayContaining(["AvgPoolGrad", "Conv2DBackpropFilter"]));
  expect(kernelsOfBackends.wasm).not.toContain("Einsum");
  expect(kernelsIn("tf.fused.conv2d(x)")).not.toContain("Conv2DBackpropFilter");
  expect(kernelsIn("tf.relu(tf.engine().runKernel(tf.MaxPoolGrad, x as tf.Tensor4D))")).toEqual([
    "Relu",
    "MaxPoolGrad",
  ]);
});

test.each(["js", "wasm"] as const)(
  "on %s, no step runs a kernel that its code was not known to need",
  async (target) => {
    const backend = tfjsBackends.find((one) => one.target === target)!;
    for (const request of withEveryPrimitive()) {
      const known = (program: Program) => new Set(kernelNeeds(program, backend).flatMap(({ kernels }) => kernels));
      const model = await importEmitted(request, target);
      await model.ready();
      const { weights, steps } = trainingFeeds(request.training!, 2, 1);
      const loaded = model.load(stateDict(weights));
      const inputs = steps[0]!.inputs.map(toTfjs);
      const [image, aim] = inputs as [tf.Tensor, tf.Tensor];
      const masks = Object.fromEntries(Object.entries(steps[0]!.masks).map(([path, mask]) => [path, toTfjs(mask)]));
      // A function of tfjs with a gradient of its own is told too, beside its kernels: fusedConv2d__op.
      const ran = async (run: () => tf.TensorContainer) =>
        (await tf.profile(() => tf.tidy(run))).kernelNames.filter((name) => !name.endsWith("__op"));
      const predicting = await ran(() => model.predict(loaded, image));
      expect([...known(request.inference)]).toEqual(expect.arrayContaining(predicting));
      const training = await ran(() => model.lossAndGradients(loaded, { image, target: aim, masks }));
      expect([...known(request.training!)]).toEqual(expect.arrayContaining(training));
      expect(training.length).toBeGreaterThan(0);
    }
  },
);

test.each(tfjsBackends)("$target has the kernels of every step, in inference and training", (backend) => {
  for (const { graph, inference, training } of requests)
    for (const program of [inference, training!]) expect(kernelLacks(program, backend), graph.name).toEqual([]);
});

test.each(tfjsBackends)("$target has the kernels of what stands beside the steps", async (backend) => {
  for (const name of ["sgd", "adam", "adamw", "rmsprop"]) {
    const parameters = name === "adam" || name === "adamw" ? {} : { momentum: 0.9, weight_decay: 0.1 };
    const request = emitRequest(graphOf(parityCases("networks")[1]!), call("mse"), optimizerCall(name, parameters));
    const text = await emittedText(request, backend.target, ".ts");
    expect(kernelsIn(text).filter((kernel) => !hasKernel(backend, kernel))).toEqual([]);
  }
});

test("a kernel that is wrong counts as missing, for the instructions that need it", () => {
  const backend = { ...tfjsBackends.find(({ target }) => target === "wasm")!, wrongKernels: { Tanh: "for this test" } };
  const lacks = requests.flatMap(({ training }) => kernelLacks(training!, backend));
  expect(lacks.length).toBeGreaterThan(0);
  for (const { instruction, missing } of lacks) {
    expect(instruction.primitive).toBe("tanh");
    expect(missing).toEqual(["Tanh"]);
  }
});
