import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bindBatch, lowerInference, lowerTraining } from "../../../compiler/4-lower/index.ts";
import type { Value } from "../../../compiler/ir/program.ts";
import { interpret } from "../../support/interpret.ts";
import { noseNet } from "../../support/nosenet.ts";
import {
  call,
  feedsOf,
  graphOf,
  hashedNoseNetFeeds,
  type NoseNetGolden,
  parityCases,
  parityGroups,
  readGolden,
} from "../../support/parity.ts";
import { relativeError, type Tensor, tensor } from "../../support/tensor.ts";
import { HashedNoseNet } from "./hashed-nosenet.ts";
import { runProgram } from "./run-program.ts";

interface Trajectory {
  readonly losses: readonly number[];
  readonly gradients: NoseNetGolden["gradients"];
}

const trajectories: Readonly<Record<string, Trajectory>> = JSON.parse(
  readFileSync(new URL("../../goldens/trajectory.json", import.meta.url), "utf8"),
);

/** ONNX Runtime computes in float32. */
const tolerance = 1e-5;

describe.each(parityGroups)("%s", (group) => {
  test.each(parityCases(group).map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
    const graph = graphOf(golden);
    const { expected, batch } = golden;

    const inference = lowerInference(graph);
    const used = (await runProgram(inference, feedsOf(golden, bindBatch(inference, batch)))).outputs.result!;
    expect(relativeError(used, tensor(used.shape, expected.inference))).toBeLessThan(tolerance);

    const training = lowerTraining(graph, call(golden.loss.name, golden.loss.parameters));
    const feeds = feedsOf(golden, bindBatch(training, batch));
    const { outputs, gradients, updates } = await runProgram(training, feeds);
    expect(relativeError(outputs.loss!, tensor([], [expected.loss]))).toBeLessThan(tolerance);
    expect(relativeError(outputs.result!, tensor(used.shape, expected.training))).toBeLessThan(tolerance);
    expect(Object.keys(gradients)).toEqual(Object.keys(expected.gradients));
    for (const [key, gradient] of Object.entries(gradients))
      expect(relativeError(gradient, tensor(gradient.shape, expected.gradients[key]!)), key).toBeLessThan(tolerance);
    const reference = interpret(bindBatch(training, batch), feeds).updates;
    for (const [key, update] of Object.entries(updates))
      expect(relativeError(update, reference[key]!), key).toBeLessThan(tolerance);
  });
});

test("NoseNet's loss, outputs and gradients on two pictures", async () => {
  const [golden] = readGolden<[NoseNetGolden]>("nosenet");
  const program = lowerTraining(noseNet(), call("mse"));
  const { outputs, gradients } = await runProgram(program, hashedNoseNetFeeds(bindBatch(program, 2)));
  expect(relativeError(outputs.loss!, tensor([], [golden.loss]))).toBeLessThan(tolerance);
  expect(relativeError(outputs.result!, tensor([2, 1, 2], golden.outputs))).toBeLessThan(tolerance);
  for (const [key, sampled] of Object.entries(golden.gradients))
    expect(sampledError(gradients[key]!, sampled), key).toBeLessThan(tolerance);
});

test.each(["NoseNet", "NoseNetAlternative"])(
  "%s's loss and gradients on a batch of 8, dropout by given masks",
  async (name) => {
    const golden = trajectories[name]!;
    const net = new HashedNoseNet(name === "NoseNetAlternative");
    const { weights } = net.state();
    const { count, inputs, target, masks } = net.batch();
    const program = bindBatch(net.training, count);
    const shaped = (value: Value, data: Float32Array) => tensor(value.shape as number[], data);
    const { outputs, gradients } = await runProgram(net.training, {
      inputs: program.inputs.map((value, index) => shaped(value, [...inputs, target][index]!)),
      weights: Object.fromEntries(program.weights.map(({ key, value }) => [key, shaped(value, weights.get(key)!)])),
      masks: Object.fromEntries(program.masks.map(({ path, value }, index) => [path, shaped(value, masks[index]!)])),
    });
    expect(relativeError(outputs.loss!, tensor([], [golden.losses[0]!]))).toBeLessThan(tolerance);
    for (const [key, sampled] of Object.entries(golden.gradients))
      expect(sampledError(gradients[key]!, sampled), key).toBeLessThan(tolerance);
  },
);

/** max|a - b| / max|b|, by every n-th number of a gradient. */
function sampledError({ data }: Tensor, { every, samples, largest }: NoseNetGolden["gradients"][string]): number {
  const sampled = data.filter((_, index) => index % every === 0);
  return Math.max(...sampled.map((value, index) => Math.abs(value - samples[index]!))) / largest;
}
