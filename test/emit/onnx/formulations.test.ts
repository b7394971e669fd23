import { describe, expect, test } from "vitest";
import { bindBatch, lowerInference, lowerTraining } from "../../../compiler/4-lower/index.ts";
import { onnxGraph } from "../../../compiler/5-emit/onnx/graph.ts";
import type { OnnxNode } from "../../../compiler/5-emit/onnx/model.ts";
import { inRunningOrder } from "../../../compiler/5-emit/onnx/running-order.ts";
import type { Program } from "../../../compiler/ir/program.ts";
import { type ChainStep, chain } from "../../support/chain.ts";
import { drawn, drawnWeight } from "../../support/hashed.ts";
import { interpret } from "../../support/interpret.ts";
import { call } from "../../support/parity.ts";
import { relativeError, type Tensor, tensor } from "../../support/tensor.ts";
import { runProgram } from "./run-program.ts";

const batch = 3;

/** Numbers for everything that goes into a program, from a hash of its name. */
function feedsFor(program: Program) {
  const bound = bindBatch(program, batch);
  const sizes = (value: { readonly shape: Program["inputs"][number]["shape"] }) => value.shape as readonly number[];
  return {
    inputs: bound.inputs.map((input) => tensor(sizes(input), drawn(input.name, sizes(input), -1, 1))),
    weights: Object.fromEntries(
      bound.weights.map(({ key, value }) => [key, tensor(sizes(value), drawnWeight(key, sizes(value)))]),
    ),
  };
}

/** Holds a training program, as ONNX Runtime computes it, to the interpreter, and gives the operators that it is made of. */
async function expectSame(input: readonly number[], steps: readonly ChainStep[], output: readonly number[]) {
  const graph = chain(input, steps, { role: "features", shape: output });
  const program = lowerTraining(graph, call("mse"));
  const feeds = feedsFor(program);
  const expected = interpret(bindBatch(program, batch), feeds);
  const actual = await runProgram(program, feeds);
  for (const kind of ["outputs", "gradients", "updates"] as const)
    for (const [name, value] of Object.entries(expected[kind] as Record<string, Tensor>))
      expect(relativeError(actual[kind][name]!, value), `${kind}: ${name}`).toBeLessThan(2e-5);
  return onnxGraph(program, "").nodes.map(({ opType }) => opType);
}

const conv = (path: string, out: number, more = {}): ChainStep => ({
  path,
  op: "conv2d",
  parameters: {
    out_channels: { to: out },
    kernel: [1, 1],
    stride: [1, 1],
    padding: [0, 0],
    dilation: [1, 1],
    bias: false,
    ...more,
  },
});
const step = (path: string, op: string, more: Partial<ChainStep> = {}): ChainStep => ({ path, op, ...more });

describe("filters of one pixel", () => {
  test("are not turned for the gradient by their input", async () => {
    const steps = [conv("first", 4, { kernel: [3, 3] }), step("relu1", "relu"), conv("second", 5)];
    const operators = await expectSame([2, 8, 8], steps, [5, 6, 6]);
    expect(operators).not.toContain("ConvTranspose");
  });

  test.each([
    [7, 7],
    [8, 8],
    [9, 6],
  ])("that leave pixels of %i x %i out", async (height, width) => {
    const [rows, columns] = [Math.ceil(height / 3), Math.ceil(width / 2)];
    const steps = [conv("first", 4), step("relu1", "relu"), conv("second", 5, { stride: [3, 2] })];
    const operators = await expectSame([2, height, width], steps, [5, rows, columns]);
    expect(operators).not.toContain("ConvTranspose");
  });

  test("of deep layers are one product over all examples", async () => {
    const steps = [conv("first", 24), step("relu1", "relu"), conv("second", 32)];
    const operators = await expectSame([24, 2, 2], steps, [32, 2, 2]);
    expect(operators.filter((operator) => operator === "Gemm")).toHaveLength(2);
  });
});

describe("steps of one factor and one summand a channel", () => {
  const block = [
    conv("conv1", 6),
    step("bn1", "batchnorm"),
    step("relu1", "relu"),
    conv("conv2", 6, { kernel: [3, 3], padding: [1, 1] }),
    step("bn2", "batchnorm"),
    step("add", "add", { with: ["relu1"] }),
    step("relu2", "relu"),
    conv("conv3", 4),
    step("bn3", "batchnorm"),
  ];

  test("are one operator with what follows them, on large maps", async () => {
    const operators = await expectSame([3, 12, 12], block, [4, 12, 12]);
    expect(operators).not.toContain("Relu");
    // Forward two with a relu and one without, and two in each gradient.
    expect(operators.filter((operator) => operator === "FusedConv")).toHaveLength(3 + 3 * 2);
  });

  test("stay apart on small maps", async () => {
    expect(await expectSame([3, 5, 5], block, [4, 5, 5])).not.toContain("FusedConv");
  });

  test("keep what another step takes too", async () => {
    const shared = [
      conv("conv1", 6),
      step("bn1", "batchnorm"),
      step("relu1", "relu"),
      step("twice", "add", { with: ["bn1"] }),
    ];
    expect(await expectSame([3, 12, 12], shared, [6, 12, 12])).toContain("Relu");
  });

  test("are left to ONNX Runtime in inference, which puts them into the convolution", () => {
    const program = lowerInference(chain([3, 12, 12], block, { role: "features", shape: [4, 12, 12] }));
    expect(onnxGraph(program, "").nodes.map(({ opType }) => opType)).not.toContain("FusedConv");
  });
});

test("nodes that nothing takes stand at the end, the first that should run last", () => {
  const node = (name: string, ...inputs: string[]): OnnxNode => {
    return { name, opType: "Add", domain: "", inputs, outputs: [name], attributes: {} };
  };
  const nodes = [node("a"), node("update", "a"), node("b", "a"), node("gradient2", "b"), node("gradient1", "b", "a")];
  expect(inRunningOrder(nodes).map(({ name }) => name)).toEqual(["a", "b", "gradient1", "gradient2", "update"]);
});
