import { expect, test } from "vitest";
import { bindBatch } from "../../../compiler/4-lower/index.ts";
import { batchSize, type Program, type Value } from "../../../compiler/ir/program.ts";
import { avg_pool2d } from "../../../compiler/primitives/avg_pool2d.ts";
import { avg_pool2d_grad } from "../../../compiler/primitives/avg_pool2d_grad.ts";
import { ProgramBuilder } from "../../../compiler/primitives/builder.ts";
import { conv2d } from "../../../compiler/primitives/conv2d.ts";
import { conv2d_filter_grad } from "../../../compiler/primitives/conv2d_filter_grad.ts";
import { conv2d_input_grad } from "../../../compiler/primitives/conv2d_input_grad.ts";
import { max_pool2d } from "../../../compiler/primitives/max_pool2d.ts";
import { max_pool2d_grad } from "../../../compiler/primitives/max_pool2d_grad.ts";
import type { Pair } from "../../../compiler/primitives/window-rules.ts";
import { stream } from "../../../lib/random.ts";
import { interpret } from "../../support/interpret.ts";
import { countOf, relativeError, type Tensor, tensor } from "../../support/tensor.ts";
import { runProgram } from "./run-program.ts";

const { uniform } = stream({ seed: 7, path: "windows" });
const between = (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1));
const pair = (low: number, high: number): Pair => [between(low, high), between(low, high)];

/** A program that gives the results of `write` for inputs of these shapes (batch axis first where it says "batch"). */
function programOf(shapes: readonly Value["shape"][], write: (b: ProgramBuilder, inputs: Value[]) => Value[]): Program {
  const b = new ProgramBuilder();
  const inputs = shapes.map((shape, index) => b.external(`input${index}`, shape));
  b.at("step", "forward");
  const outputs = write(b, inputs).map((value) => ({ name: value.name, value }));
  const none = { weights: [], masks: [], gradients: [], updates: [] };
  return {
    format: "kpnet-program/1",
    name: "Windows",
    kind: "inference",
    inputs,
    instructions: b.instructions,
    outputs,
    ...none,
  };
}

async function expectSame(program: Program, draw: (shape: readonly number[]) => Tensor, batch = 3): Promise<void> {
  const bound = bindBatch(program, batch);
  const feeds = { inputs: bound.inputs.map(({ shape }) => draw(shape as number[])), weights: {} };
  const expected = interpret(bound, feeds).outputs;
  const actual = (await runProgram(program, feeds)).outputs;
  for (const [name, value] of Object.entries(expected))
    expect(relativeError(actual[name]!, value), `${name} of ${JSON.stringify(program.instructions)}`).toBeLessThan(
      1e-5,
    );
}

const anyNumbers = (shape: readonly number[]) =>
  tensor(
    shape,
    Float32Array.from({ length: countOf(shape) }, () => uniform() * 2 - 1),
  );
/** Few different numbers, so that windows hold several equal ones. */
const withTies = (shape: readonly number[]) =>
  tensor(
    shape,
    Float32Array.from({ length: countOf(shape) }, () => between(-1, 1)),
  );

test("200 convolutions and their gradients", async () => {
  for (let round = 0; round < 200; round++) {
    const groups = between(1, 4) === 1 ? between(2, 3) : 1;
    const [channels, filters] = [groups * between(1, 3), groups * between(1, 3)];
    const [kernel, dilation] = [pair(1, 3), pair(1, 2)];
    const size = kernel.map((taps, axis) => dilation[axis]! * (taps - 1) + between(1, 6)) as unknown as Pair;
    const attributes = { stride: pair(1, 3), padding: pair(0, 2), dilation, groups };
    const x = [batchSize, channels, ...size];
    const w = [filters, channels / groups, ...kernel];
    const program = programOf([x, w], (b, [x, w]) => {
      const y = b.apply(conv2d, [x!, w!], attributes);
      const dx = b.apply(conv2d_input_grad, [y, w!], { ...attributes, shape: x!.shape });
      return [y, dx, b.apply(conv2d_filter_grad, [x!, y], { ...attributes, shape: w!.shape })];
    });
    await expectSame(program, anyNumbers);
  }
});

test("100 pools and their gradients, ties among them", async () => {
  for (let round = 0; round < 100; round++) {
    const halving = round % 4 === 0;
    const kernel: Pair = halving ? [2, 2] : pair(1, 3);
    const stride: Pair = halving ? [2, 2] : pair(1, 3);
    const dilation: Pair = halving ? [1, 1] : pair(1, 2);
    const before = kernel.map((size) => (halving ? 0 : between(0, Math.floor(size / 2)))) as unknown as Pair;
    // Any, as long as every window touches a number.
    const after = kernel.map((size, axis) =>
      halving ? 0 : between(0, dilation[axis]! * (size - 1)),
    ) as unknown as Pair;
    const sliding = { kernel, stride, before, after };
    const size = kernel.map((taps, axis) => dilation[axis]! * (taps - 1) + between(1, 6)) as unknown as Pair;
    const program = programOf([[batchSize, between(1, 3), ...size]], (b, [x]) => {
      const [highest, indices] = b.applyAll(max_pool2d, [x!], { ...sliding, dilation });
      const dHighest = b.apply(max_pool2d_grad, [highest!, indices!, x!, highest!], { ...sliding, dilation });
      const undilated = {
        ...sliding,
        after: [Math.min(after[0], kernel[0] - 1), Math.min(after[1], kernel[1] - 1)] as const,
      };
      const mean = b.apply(avg_pool2d, [x!], undilated);
      const dMean = b.apply(avg_pool2d_grad, [mean], { ...undilated, shape: x!.shape });
      return [highest!, dHighest, mean, dMean];
    });
    await expectSame(program, round % 2 === 0 ? withTies : anyNumbers);
  }
});
