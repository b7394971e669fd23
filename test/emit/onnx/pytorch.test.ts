import { describe, expect, test } from "vitest";
import { bindBatch, lowerInference, lowerTraining } from "../../../compiler/4-lower/index.ts";
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
import { relativeError, tensor } from "../../support/tensor.ts";
import { runProgram } from "./run-program.ts";

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
    const { outputs, gradients } = await runProgram(training, feedsOf(golden, bindBatch(training, batch)));
    expect(relativeError(outputs.loss!, tensor([], [expected.loss]))).toBeLessThan(tolerance);
    expect(relativeError(outputs.result!, tensor(used.shape, expected.training))).toBeLessThan(tolerance);
    expect(Object.keys(gradients)).toEqual(Object.keys(expected.gradients));
    for (const [key, gradient] of Object.entries(gradients))
      expect(relativeError(gradient, tensor(gradient.shape, expected.gradients[key]!)), key).toBeLessThan(tolerance);
  });
});

test("NoseNet's loss, outputs and gradients on two pictures", async () => {
  const [golden] = readGolden<[NoseNetGolden]>("nosenet");
  const program = lowerTraining(noseNet(), call("mse"));
  const { outputs, gradients } = await runProgram(program, hashedNoseNetFeeds(bindBatch(program, 2)));
  expect(relativeError(outputs.loss!, tensor([], [golden.loss]))).toBeLessThan(tolerance);
  expect(relativeError(outputs.result!, tensor([2, 1, 2], golden.outputs))).toBeLessThan(tolerance);
  for (const [key, { every, samples, largest }] of Object.entries(golden.gradients)) {
    const sampled = gradients[key]!.data.filter((_, index) => index % every === 0);
    const difference = Math.max(...sampled.map((value, index) => Math.abs(value - samples[index]!)));
    expect(difference / largest, key).toBeLessThan(tolerance);
  }
});
