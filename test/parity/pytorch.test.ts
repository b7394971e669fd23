import { describe, expect, test } from "vitest";
import { bindBatch, lowerInference, lowerTraining } from "../../compiler/4-lower/index.ts";
import type { Program } from "../../compiler/ir/program.ts";
import type { Shape } from "../../compiler/ir/shape.ts";
import { verifyProgram } from "../../compiler/ir/verify-program.ts";
import { lossesByName } from "../../compiler/losses/index.generated.ts";
import { opsByName } from "../../compiler/ops/index.generated.ts";
import { primitivesByName } from "../../compiler/primitives/index.generated.ts";
import { meanOfVisible } from "../../runtime/evaluate/mean-of-visible.ts";
import { interpret } from "../support/interpret.ts";
import { noseNet } from "../support/nosenet.ts";
import {
  call,
  feedsOf,
  graphOf,
  hashedNoseNetFeeds,
  type NoseNetGolden,
  parityCases,
  parityGroups,
  readGolden,
} from "../support/parity.ts";
import { relativeError, tensor } from "../support/tensor.ts";

/** Both sides compute in double precision; the goldens have ten digits. */
const tolerance = 1e-8;

function bound(program: Program, batch: number): Program {
  const ready = bindBatch(program, batch);
  verifyProgram(ready, (name) => primitivesByName[name]);
  return ready;
}

describe.each(parityGroups)("%s", (group) => {
  test.each(parityCases(group).map((golden) => [golden.name, golden] as const))("%s", (_name, golden) => {
    const graph = graphOf(golden);
    const { expected } = golden;

    const inference = bound(lowerInference(graph), golden.batch);
    const used = interpret(inference, feedsOf(golden, inference)).outputs.result!;
    expect(relativeError(used, tensor(used.shape, expected.inference))).toBeLessThan(tolerance);

    const training = bound(lowerTraining(graph, call(golden.loss.name, golden.loss.parameters)), golden.batch);
    const feeds = feedsOf(golden, training);
    const { outputs, gradients } = interpret(training, feeds);
    expect(relativeError(outputs.loss!, tensor([], [expected.loss]))).toBeLessThan(tolerance);
    expect(relativeError(outputs.result!, tensor(used.shape, expected.training))).toBeLessThan(tolerance);
    expect(Object.keys(gradients)).toEqual(Object.keys(expected.gradients));
    for (const [key, gradient] of Object.entries(gradients))
      expect(relativeError(gradient, tensor(gradient.shape, expected.gradients[key]!)), key).toBeLessThan(tolerance);
    let { weights } = feeds;
    for (let step = 0; step < 3; step++)
      weights = { ...weights, ...interpret(training, { ...feeds, weights }).updates };
    expect(training.updates.map(({ key }) => key)).toEqual(Object.keys(expected.statistics ?? {}));
    for (const [key, numbers] of Object.entries(expected.statistics ?? {}))
      expect(relativeError(weights[key]!, tensor(weights[key]!.shape, numbers)), key).toBeLessThan(tolerance);
  });
});

test.each(parityCases().map((golden) => [golden.name, golden] as const))("%s prints as in PyTorch", (_name, golden) => {
  const { nodes } = graphOf(golden);
  const shapes = new Map<string, Shape>([
    ["image", golden.input],
    ...nodes.map(({ path, shape }) => [path, shape] as const),
  ]);
  const printed = nodes.map(({ op, parameters, inputs }) => {
    const taken = inputs.map((input) => shapes.get(input)!);
    return opsByName[op]!.torch(taken, parameters) ?? null;
  });
  expect(printed).toEqual(golden.steps.map((step) => step.torch));
});

test.each([...parityCases("losses"), ...parityCases("wing")].map((golden) => [golden.name, golden] as const))(
  "%s computed on plain numbers",
  (_name, { loss, feeds, expected }) => {
    const prediction = Float32Array.from(expected.training);
    const target = Float32Array.from(feeds.target);
    const losses = lossesByName[loss.name]!.evaluate(prediction, target, loss.parameters, []);
    expect(meanOfVisible(losses)).toBeCloseTo(expected.loss, 9);
  },
);

test("NoseNet itself, 130,750 weights", () => {
  const [golden] = readGolden<[NoseNetGolden]>("nosenet");
  const program = bound(lowerTraining(noseNet(), call("mse")), 2);
  const feeds = hashedNoseNetFeeds(program);
  const count = Object.values(feeds.weights).reduce((sum, weight) => sum + weight.data.length, 0);
  expect(count).toBe(130_750);
  const { outputs, gradients } = interpret(program, feeds);
  expect(relativeError(outputs.loss!, tensor([], [golden.loss]))).toBeLessThan(tolerance);
  expect(relativeError(outputs.result!, tensor([2, 1, 2], golden.outputs))).toBeLessThan(tolerance);
  for (const [key, { every, samples, largest }] of Object.entries(golden.gradients)) {
    const sampled = gradients[key]!.data.filter((_, index) => index % every === 0);
    const difference = Math.max(...sampled.map((value, index) => Math.abs(value - samples[index]!)));
    expect(difference / largest, key).toBeLessThan(tolerance);
  }
});
