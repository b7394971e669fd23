import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { bindBatch } from "../../../compiler/4-lower/index.ts";
import type { EmitRequest } from "../../../compiler/5-emit/target.ts";
import { memorySource } from "../../../compiler/file-source.ts";
import { checkProject } from "../../../compiler/index.ts";
import { checkSpecFile, specTexts } from "../../support/check.ts";
import { interpret } from "../../support/interpret.ts";
import { relativeError, type Tensor, tensor } from "../../support/tensor.ts";
import { emitRequest, emittedText } from "./support/emit-request.ts";
import { importEmitted } from "./support/emitted-module.ts";
import { trainingFeeds } from "./support/reference-training.ts";
import { fromTfjs, stateDict, toTfjs } from "./support/tensors.ts";
import { typeErrors } from "./support/type-check.ts";

/** Small networks whose blocks become functions and whose repeats become loops. */
const networks = {
  Residual: `
import { Bottleneck } from "./blocks/resnet.kpnet"
model Residual {
  input image: image[1, 8, 8] in -1..1
  conv1  = conv2d(8, kernel: 3, padding: 1, bias: false)
  bn1    = batchnorm()
  relu()
  layer1 = repeat i in 0..<3 { Bottleneck(width: 2, out: 8) }
  layer2 = repeat i in 0..<3 { Bottleneck(width: 4, out: 16, stride: if i == 0 then 2 else 1) }
  layer3 = repeat i in 0..<2 { Bottleneck(width: 3, out: 12) }
  avgpool = adaptive_avgpool2d(1)
  flatten()
  fc     = linear(4)
  output landmarks: points[2]
}`,
  Antialiased: `
import { AntialiasedBottleneck } from "./blocks/resnet.kpnet"
model Antialiased {
  input image: image[1, 12, 8] in -1..1
  conv1  = conv2d(4, kernel: 3, padding: 1, bias: false)
  layer1 = repeat i in 0..<2 { AntialiasedBottleneck(width: 2, out: 8) }
  layer2 = repeat i in 0..<3 { AntialiasedBottleneck(width: 3, out: 12, stride: if i == 0 then 2 else 1) }
  flatten()
  fc     = linear(4)
  output landmarks: points[2]
}`,
  // Skips that several blocks take, and blocks in blocks.
  Unet: `
block Convolution(out: int) {
  input x: features[C, H, W]
  conv = conv2d(out, kernel: 3, padding: 1)
  norm = groupnorm(2)
  act  = gelu()
}
block Double(out: int) {
  input x: features[C, H, W]
  first  = Convolution(out: out)
  second = Convolution(out: out)
}
model Unet {
  input image: image[1, 8, 8] in -1..1
  enc1 = Double(out: 4)
  maxpool2d(2)
  enc2 = Double(out: 6)
  maxpool2d(2)
  mid  = Double(out: 8)
  upsample(scale_factor: 2)
  concat(enc2)
  dec2 = Double(out: 6)
  upsample(scale_factor: 2)
  concat(enc1)
  dec1 = Double(out: 4)
  heat = conv2d(2, kernel: 1)
  soft_argmax2d()
  output landmarks: points[2]
}`,
  // Each turn takes what all turns before it gave; dropout within.
  Dense: `
block Layer(growth: int) {
  input x: features[C, H, W]
  norm = batchnorm()
  act  = relu()
  conv = conv2d(growth, kernel: 3, padding: 1, bias: false)
  drop = dropout2d(p: 0.5)
  concat(x)
}
model Dense {
  input image: image[1, 6, 6] in -1..1
  conv0  = conv2d(4, kernel: 3, padding: 1)
  layers = repeat i in 0..<4 { Layer(growth: 2) }
  norm   = batchnorm()
  flatten()
  fc     = linear(4)
  output landmarks: points[2]
}`,
  // A repeat of steps without a block, and a block that is all of the model.
  Plain: `
block Body(width: int) {
  input x: features[C, H, W]
  stack = repeat i in 0..<3 {
    conv = conv2d(width, kernel: 3, padding: 1)
    act  = leaky_relu()
    add(x)
  }
}
model Plain {
  input image: image[4, 6, 6] in -1..1
  body = Body(width: 4)
  flatten()
  fc   = linear(4)
  output landmarks: points[2]
}`,
} as const;

function requestOf(name: keyof typeof networks): EmitRequest {
  return requestFor(name, networks[name]);
}

function requestFor(name: string, text: string): EmitRequest {
  const files = { ...specTexts, "net.kpnet": `kpnet 1\n${text}\n` };
  const project = checkProject("net.kpnet", memorySource(files));
  const graph = project.models.get(name);
  if (graph === undefined) throw new Error(JSON.stringify(project.diagnostics.map((one) => one.message)));
  return emitRequest(graph);
}

const names = Object.keys(networks) as (keyof typeof networks)[];

/** That no number is off by more than float32's rounding in a deep network, against loops in double precision. */
function expectClose(actual: tf.Tensor | Float32Array, expected: Tensor, what: string): void {
  const own = actual instanceof Float32Array ? tensor(expected.shape, actual) : fromTfjs(actual);
  // A weight right before a norm may have no gradient at all but for rounding.
  const size = Math.max(...expected.data.map(Math.abs));
  if (size < 1e-9) expect(Math.max(...own.data.map(Math.abs)), what).toBeLessThan(1e-5);
  else expect(relativeError(own, expected), what).toBeLessThan(2e-4);
}

test.each(names)("%s computes what its straight-line program does", async (name) => {
  await expectSame(requestOf(name), requestOf(name));
});

test("a module for open sizes computes what one for known sizes does", async () => {
  // Sizes of a block that are halves of the model's, rounded up; norms within it and in a block in a block.
  const text = (sizes: string) => `
block Norm(out: int) {
  input x: features[C, H, W]
  conv = conv2d(out, kernel: 3, padding: 1, bias: false)
  norm = batchnorm()
  act  = relu()
}
block Double(out: int) {
  input x: features[C, H, W]
  first  = Norm(out: out)
  second = Norm(out: out)
}
model Open {
  input image: image[1, ${sizes}] in -1..1
  enc1 = Double(out: 4)
  maxpool2d(3, stride: 2, padding: 1)
  enc2 = Double(out: 6)
  avgpool2d(2, ceil_mode: true)
  heat = Norm(out: 2)
  soft_argmax2d()
  output landmarks: points[2]
}`;
  await expectSame(requestFor("Open", text("H, W")), requestFor("Open", text("9, 6")));
});

/** That an emitted module computes what a program in plain loops does, for batches of three. */
async function expectSame(emitted: EmitRequest, request: EmitRequest): Promise<void> {
  const feeds = trainingFeeds(request.training!, 3, 1);
  const weights = Object.fromEntries(
    Object.entries(feeds.weights).map(([key, { shape, data }]) => [
      key,
      // Variances are positive.
      tensor(shape, key.endsWith("running_var") ? data.map((x) => Math.fround(x * x + 0.5)) : data),
    ]),
  );
  const { inputs, masks } = feeds.steps[0]!;
  const model = await importEmitted(emitted, "js");
  await model.ready();
  const loaded = model.load(stateDict(weights));
  const [image, target] = inputs.map(toTfjs) as [tf.Tensor, tf.Tensor];

  const inferred = interpret(bindBatch(request.inference, 3), { inputs: [inputs[0]!], weights });
  expectClose(model.predict(loaded, image), inferred.outputs.landmarks!, "landmarks");

  const trained = interpret(bindBatch(request.training!, 3), { inputs, weights, masks });
  const given = Object.fromEntries(Object.entries(masks).map(([path, mask]) => [path, toTfjs(mask)]));
  const before = tf.memory().numTensors;
  const found = model.lossAndGradients(loaded, { image, target, masks: given });
  expectClose(found.loss, trained.outputs.loss!, "loss");
  const gradients = await model.exportWeights(found.gradients);
  expect([...gradients.keys()].sort()).toEqual(Object.keys(trained.gradients).sort());
  for (const [key, gradient] of Object.entries(trained.gradients)) expectClose(gradients.get(key)!, gradient, key);
  const statistics = (found as { statistics?: Record<string, tf.Tensor> }).statistics ?? {};
  expect(Object.keys(statistics).sort()).toEqual(Object.keys(trained.updates).sort());
  for (const [key, update] of Object.entries(trained.updates)) expectClose(statistics[key]!, update, key);
  tf.dispose(found as never);
  expect(tf.memory().numTensors).toBe(before);
}

test("a model without weights is code for inference, and passes tsc --strict", async () => {
  const request = requestFor(
    "Weightless",
    "model Weightless {\n  input image: image[2, 8, 6] in -1..1\n  maxpool2d(2)\n  soft_argmax2d()\n  output landmarks: points[2]\n}",
  );
  expect(typeErrors(new Map([["weightless.ts", await emittedText(request, "js", ".ts")]]))).toEqual([]);
  const model = await importEmitted(request, "js");
  await model.ready();
  const { inputs } = trainingFeeds(request.training!, 3, 1).steps[0]!;
  const expected = interpret(bindBatch(request.inference, 3), { inputs: [inputs[0]!], weights: {} });
  expectClose(model.predict(model.create(1), toTfjs(inputs[0]!)), expected.outputs.landmarks!, "landmarks");
});

test("they pass tsc --strict, for inference and for training", async () => {
  const texts = new Map<string, string>();
  for (const name of names) {
    const request = requestOf(name);
    texts.set(`${name}.ts`, await emittedText(request, "js", ".ts"));
    const { graph, inference } = request;
    texts.set(`${name}-inference.ts`, await emittedText({ graph, inference }, "js", ".ts"));
  }
  expect(typeErrors(texts)).toEqual([]);
});

test("blocks are functions, repeats are loops, keys are patterns", async () => {
  const { graph, inference } = requestOf("Residual");
  const text = await emittedText({ graph, inference }, "js", ".ts");
  expect(text).toContain('let layer2 = bottleneckWithDownsample(layer1, weights, "layer2.0", 2);');
  expect(text).toContain("for (const i of [1, 2] as const) layer2 = bottleneck(layer2, weights, `layer2.$" + "{i}`);");
  expect(text).toMatch(/^type BottleneckPath = `layer1\..*` \| `layer2\..*` \| "layer3.1";$/m);
});

test("a block that convolves over all channels here and over each there is two functions, none of which goes through groups", async () => {
  const { graph, inference } = requestFor(
    "Mixed",
    `
block Unit(out: int, groups: int) {
  input x: features[C, H, W]
  conv = conv2d(out, kernel: 3, padding: 1, groups: groups, bias: false)
  norm = batchnorm()
  relu()
}
model Mixed {
  input image: image[4, 6, 6] in -1..1
  full1 = Unit(out: 6, groups: 1)
  each1 = Unit(out: 6, groups: 6)
  full2 = Unit(out: 8, groups: 1)
  each2 = Unit(out: 8, groups: 8)
  flatten()
  fc = linear(4)
  output landmarks: points[2]
}`,
  );
  const text = await emittedText({ graph, inference }, "js", ".ts");
  expect(text).toContain("tf.fused.depthwiseConv2d(");
  expect(text).not.toContain("groupedConv2d");
  expect(typeErrors(new Map([["mixed.ts", text]]))).toEqual([]);
});

// 300 of them, and those that read and write safetensors and that choose how a convolution pads and what it takes along.
test("WideResNet50 takes less than 360 lines", async () => {
  const { graph, inference } = emitRequest(checkSpecFile("wide-resnet50").models.get("WideResNet50")!);
  const text = await emittedText({ graph, inference }, "js", ".ts");
  expect(text.trimEnd().split("\n").length).toBeLessThan(360);
});
