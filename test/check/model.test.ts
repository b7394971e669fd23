import { expect, it } from "vitest";
import { checkModel } from "../../compiler/3-check/index.ts";
import type { Graph, Origin } from "../../compiler/ir/graph.ts";
import { range } from "../../compiler/ir/range.ts";
import { checkText, modelOf, pointedAt, told } from "../support/check.ts";
import { noseGraph, typedAlternative, typedNose } from "./hand-made.ts";

const node = (path: string) => typedNose.nodes.find((each) => each.path === path)!;

it("knows the role, range and shape of every value", () => {
  expect(node("conv1").type).toEqual({ role: "features", shape: [6, 60, 80], range: range(-Infinity, Infinity) });
  expect(node("relu1").type).toEqual({ role: "features", shape: [6, 30, 40], range: range(0, Infinity) });
  expect(node("fc2").type).toEqual({ role: "vector", shape: [2], range: range(-Infinity, Infinity) });
  expect(typedAlternative.nodes.at(-1)!.type.range).toEqual(range(0, 1));
});

it("counts parameters, multiply-adds and bytes as by hand", () => {
  expect(node("conv2").cost).toMatchObject({
    parameters: 16 * 6 * 3 * 3 + 16,
    multiplyAdds: 16 * 30 * 40 * (6 * 3 * 3),
    activationBytes: 4 * 16 * 30 * 40,
  });
  expect(typedNose.cost.parameters).toBe(130_750);
});

it.each([
  // Three 3x3 windows, two of them after a stride of 2: 1 + 2 * 1, + 1 * 1, + 2 * 2, + 1 * 2 pixels.
  ["conv1", [3, 3]],
  ["maxpool1", [4, 4]],
  ["conv2", [8, 8]],
  ["maxpool2", [10, 10]],
  ["conv4", [38, 38]],
  ["flatten#1", [46, 46]],
  ["fc1", undefined],
])("knows what %s sees of the picture", (path, field) => {
  expect(node(path).cost.receptiveField).toEqual(field);
});

it("has the receptive field that changing single pixels shows, for strides, dilation and uneven kernels", () => {
  const graph = modelOf(`model M {
  input image: image[1, 40, 40] in 0..1
  conv1 = conv2d(2, kernel: [3, 1], stride: [1, 2], dilation: [2, 1])
  pool1 = avgpool2d([2, 3], stride: [2, 1])
  conv2 = conv2d(2, kernel: [1, 3], dilation: [1, 2])
  output maps: features[2, 18, 14]
}
`);
  // Height: 1 + 2 * 2, + 1; width: 1, + 2 * 2, + 4 * 2.
  expect(graph.nodes.at(-1)!.cost.receptiveField).toEqual([6, 13]);
});

it("gives no typed graph where a shape is not known, and stays silent about it", () => {
  const nodes = noseGraph.nodes.map((each, i) => (i >= 5 ? { ...each, shape: undefined } : each));
  const { value, diagnostics } = checkModel({ ...noseGraph, nodes });
  expect(value).toBeUndefined();
  expect(diagnostics.map((each) => each.name)).toEqual([]);
});

const model = (body: string) => `model M {
  input image: image[1, 15, 16] in 0..1
${body}
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

it("tells the end of a chain that leads nowhere, and not the steps before it", () => {
  const text = model("  conv1 = conv2d(4, kernel: 3)\n  relu1 = relu()\n").replace(
    "output nose: points[1]",
    "relu2 = relu()\n  output nose: points[1] from fc1",
  );
  expect(told(text)).toEqual(["unused_step: nothing uses the result of `relu2`"]);
});

it("shows how the shape of an output came about", () => {
  const text = model("  pool1 = maxpool2d([3, 2])").replace("linear(2)", "linear(4)");
  const [diagnostic, ...others] = checkText(text).diagnostics;
  expect(others).toEqual([]);
  expect(diagnostic!.message).toBe("output `nose` is declared points[1], 2 numbers, but `fc1` gives [4], 4 numbers");
  expect(diagnostic!.related.map((remark) => `${remark.message}: ${pointedAt(text, remark)}`)).toEqual([
    "[4] from fc1: fc1 = linear(4)",
    "[40] from flatten#1: flatten()",
    "[1, 5, 8] from pool1: pool1 = maxpool2d([3, 2])",
    "[1, 15, 16] from image: input image: image[1, 15, 16] in 0..1",
  ]);
});

/** A pool of 2 in every turn of a repeat over 15 rows, written once. */
function repeatedPool(allowed: Origin["allowed"]): Graph {
  const place = { file: "spec.kpnet", declaration: "model M", span: { start: 40, end: 60 } };
  const heights = [15, 7, 3, 1];
  const nodes = [0, 1, 2].map((turn) => ({
    ...noseGraph.nodes.find((each) => each.op === "maxpool2d")!,
    path: `layer1.${turn}.pool`,
    inputs: [turn === 0 ? "image" : `layer1.${turn - 1}.pool`],
    shape: [1, heights[turn + 1]!, heights[turn + 1]!],
    origin: { place, via: [place], allowed },
  }));
  const inputs = [{ ...noseGraph.inputs[0]!, shape: [1, 15, 15] }];
  const outputs = [{ ...noseGraph.outputs[0]!, role: "features" as const, value: "layer1.2.pool", shape: [1, 1, 1] }];
  return { ...noseGraph, inputs, nodes, outputs };
}

it("says once what is true in several turns of a repeat", () => {
  const said = checkModel(repeatedPool([])).diagnostics.map((each) => each.message);
  const lost = "maxpool2d drops the last row of 15 and the last column of 15";
  expect(said).toEqual([`${lost} (in 3 of 3 repetitions, first layer1.0)`]);
});

it("silences notes by @allow on the step, or on a repeat around it", () => {
  expect(told(model("  pool1 = maxpool2d(2)"))).toHaveLength(1);
  expect(told(model("  pool1 = maxpool2d(2) @allow(lost_pixels)"))).toEqual([]);
  const place = { ...noseGraph.origin.place, declaration: "model M" };
  expect(checkModel(repeatedPool([{ name: "lost_pixels", place }])).diagnostics).toEqual([]);
});

it("tells an @allow that silences nothing, or that names an error, where it stands", () => {
  const text = model("  pool1 = maxpool2d([3, 2]) @allow(lost_pixels)\n  pool2 = maxpool2d(1) @allow(needs_vector)");
  const { diagnostics } = checkText(text);
  expect(diagnostics.map((each) => `${each.name}: ${each.message}, at ${pointedAt(text, each)}`)).toEqual([
    "allow_without_effect: there is no `lost_pixels` here to allow, at lost_pixels",
    "allow_of_error: `needs_vector` is an error, which can't be allowed, at needs_vector",
  ]);
});

it.each([
  // A squeeze-and-excitation at the end sees all of the picture; in front of a global mean stands a map that doesn't.
  ["pooled = adaptive_avgpool2d(1)\n  mul(stem)", ">= 300", []],
  ["pooled = adaptive_avgpool2d(1)\n  mul(stem)", "<= 300", ["budget_unknown"]],
  ["pooled = adaptive_avgpool2d(1)", ">= 300", ["budget_exceeded"]],
  ["pooled = adaptive_avgpool2d(1)", "== 7", []],
])("holds the receptive field of the last feature map against a budget: %j %s", (steps, limit, expected) => {
  const text = `model M {
  input image: image[1, 32, 32] in 0..1
  budget { receptive_field ${limit} }
  stem = conv2d(8, kernel: 7, padding: 3)
  ${steps}
  output m: features[8, A, B]
}
`;
  const names = checkText(text).diagnostics.map(({ name }) => name);
  expect(names.filter((name) => name.startsWith("budget"))).toEqual(expected);
});

it.each([
  ['"" = conv2d(2, kernel: 1)', "wrong_name"],
  ['layer = conv2d(2, kernel: 1)\n  "layer.weight" = conv2d(2, kernel: 1)', "name_within_step"],
  ['"layer.weight" = conv2d(2, kernel: 1)\n  layer = conv2d(2, kernel: 1)', "name_within_step"],
])("refuses names that no module of PyTorch can have: %j", (steps, expected) => {
  const text = `model M {\n  input image: image[1, 4, 4] in 0..1\n  ${steps}\n  output m: features[2, 4, 4]\n}\n`;
  expect(checkText(text).diagnostics.map(({ name }) => name)).toContain(expected);
});
