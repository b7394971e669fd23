import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Graph } from "../../compiler/ir/graph.ts";
import { sampleData, sampleModel, sampleSpec } from "../../diagnostics/catalogue/sample-specs.ts";
import { checkText, modelOf, pointedAt, told } from "../support/check.ts";
import { noseGraph } from "./hand-made.ts";

const spec = readFileSync(new URL("../../specs/nosenet.kpnet", import.meta.url), "utf8");

/** The steps of a graph without their places. */
function steps({ nodes }: Graph) {
  return nodes.map(({ path, named, op, parameters, inputs, shape, weights }) => {
    return { path, named, op, parameters, inputs, shape, weights };
  });
}

describe("a model", () => {
  it("becomes the graph that a person would write", () => {
    const graph = checkText(spec).models.get("NoseNet")!;
    const { name, doc, inputs, outputs } = graph;
    expect(steps(graph)).toEqual(steps(noseGraph));
    expect([name, doc]).toEqual(["NoseNet", expect.stringMatching(/^Four convolutions/)]);
    expect(inputs).toMatchObject([
      { name: "image", role: "image", shape: [1, 60, 80], range: { low: -0.5, high: 0.5 } },
    ]);
    expect(outputs).toMatchObject([{ name: "nose", value: "fc2", role: "points", shape: [1, 2] }]);
  });

  it("has one step after the other, and names for those that have none", () => {
    const { nodes } = modelOf(sampleModel("relu(); tanh(); relu(); flatten(); fc = linear(2)"));
    expect(nodes.map(({ path, inputs, named }) => [path, inputs[0], named])).toEqual([
      ["relu#1", "image", false],
      ["tanh#1", "relu#1", false],
      ["relu#2", "tanh#1", false],
      ["flatten#1", "relu#2", false],
      ["fc", "flatten#1", true],
    ]);
  });

  it("may take its outputs from any step, and leave sizes open", () => {
    const { inputs, outputs } = modelOf(`model Open {
  input image: image[3, H, W]
  conv1 = conv2d(8, kernel: 3, stride: 2, padding: 1)
  output maps: features[8, A, B]
  conv2 = conv2d(4, kernel: 1)
  output heat: features[4, A, B]
  output same: image[3, H, W] from image
}
`);
    expect(inputs[0]).toMatchObject({ shape: [3, { terms: [{}] }, { terms: [{}] }], range: { low: -Infinity } });
    expect(outputs.map(({ name, value }) => [name, value])).toEqual([
      ["maps", "conv1"],
      ["heat", "conv2"],
      ["same", "image"],
    ]);
    expect(outputs[1]!.shape.slice(1)).toEqual(outputs[0]!.shape.slice(1));
  });

  it("says of every step where it stands, what is allowed there and where its arguments are", () => {
    const text = sampleModel("pool = maxpool2d(3, stride: 3) @allow(lost_pixels) @was(old); flatten(); fc = linear(2)");
    const { origin, arguments: places, was } = modelOf(text).nodes[0]!;
    expect(pointedAt(text, origin)).toMatch(/^pool = maxpool2d\(3, stride: 3\)/);
    expect(origin.allowed.map(({ name, place }) => [name, pointedAt(text, { place })])).toEqual([
      ["lost_pixels", "lost_pixels"],
    ]);
    expect(pointedAt(text, { place: places!.stride! })).toBe("3");
    expect(Object.keys(places!)).toEqual(["kernel", "stride"]);
    expect(was).toBe("old");
  });

  it.each([
    ["fc = linear(2); fc = linear(2)", ["duplicate_name: `fc` is taken"]],
    ["image = flatten(); fc = linear(2)", ["duplicate_name: `image` is taken"]],
    ["flatten(); linear(2)", ["nameless_weights: `linear` has weights, so the step needs a name"]],
    [
      "flatten(); fc1 = linear(1e13); fc = linear(2)",
      ["too_large: 10000000000000 numbers in one value are more than any machine can hold"],
    ],
  ])("is refused: %s", (steps, messages) => {
    expect(told(sampleModel(`flatten(); ${steps}`))).toEqual(messages);
  });

  it("goes on silently behind a shape that failed, and still finds other mistakes", () => {
    const text = sampleModel("fc0 = linear(3); fc = linear(4 -> 2); conv = conv2d(0, kernel: 1)");
    expect(told(text)).toEqual([
      "needs_vector: linear takes a vector, but [1, 8, 8] flows in",
      "value_out_of_bounds: `out_channels` must be at least 1, but is 0",
    ]);
  });

  it("tells by which steps a shape came about", () => {
    const text = sampleModel("conv1 = conv2d(4, kernel: 3); relu(); flatten(); fc = linear(9 -> 2)");
    const [mismatch] = checkText(text).diagnostics;
    expect(mismatch!.related.map((each) => `${each.message} ${pointedAt(text, each)}`)).toEqual([
      "[144] from flatten#1 flatten()",
      "[4, 6, 6] from conv1 conv1 = conv2d(4, kernel: 3)",
      "[1, 8, 8] from image input image: image[1, 8, 8] in 0..1",
    ]);
  });

  it("offers a name for a step that needs one", () => {
    const { edit } = checkText(sampleModel("flatten(); linear1 = linear(4); linear(2)")).diagnostics[0]!;
    expect(edit).toMatchObject({ text: "linear2 = ", title: "name it linear2" });
    expect(edit!.place.span.start).toBe(edit!.place.span.end);
  });

  it("is there as far as it goes where something is wrong, but not among the sound ones", () => {
    const { models, graphs } = checkText(sampleModel("flatten(); fc = liner(2)"));
    expect([...models.keys()]).toEqual([]);
    expect(graphs.get("Tiny")!.nodes.map((node) => node.path)).toEqual(["flatten#1"]);
  });
});

describe("an experiment", () => {
  const plan = checkText(spec).experiments.get("Nose")!;

  it("has everything that training needs", () => {
    expect(plan).toMatchObject({
      model: "NoseNet",
      loss: { name: "mse", parameters: {} },
      optimizer: { name: "adam", parameters: { lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8 } },
      epochs: 25,
      batch: 8,
      seed: 294,
      reported: { train_loss: 0.0006580417709640698, validation_loss: 0.0017410991336825833 },
      assumed: ["batch", "seed"],
    });
  });

  it("has its examples, step by step", () => {
    const { name, dataset, steps } = plan.examples;
    expect(name).toBe("NoseExamples");
    expect(steps.map(({ path, parameters, split }) => [path, parameters, split])).toEqual([
      ["keep_points", { points: ["nose_tip"] }, "all"],
      ["grayscale", {}, "all"],
      ["resize", { height: 60, width: 80 }, "all"],
      ["scale", { to: { low: -0.5, high: 0.5 } }, "all"],
    ]);
    expect(dataset.source).toMatchObject({ name: "imm", parameters: { path: "data/imm" } });
    expect(dataset.split.parameters.validation).toEqual([33, 34, 35, 36, 37, 38, 39, 40]);
  });

  it("has its keypoint scheme, mirrored both ways", () => {
    const { count, groups, names, mirror } = plan.examples.dataset.keypoints;
    expect([count, names, groups.mouth]).toEqual([58, { nose_tip: 52 }, [39, 40, 41, 42, 43, 44, 45, 46]]);
    expect(mirror![0]).toBe(12);
    expect(mirror![52]).toBe(52);
    expect(mirror!.map((point) => mirror![point])).toEqual(Array.from({ length: 58 }, (_, point) => point));
  });

  it("says where each property stands", () => {
    expect(Object.keys(plan.properties).sort()).toEqual(
      ["batch", "data", "epochs", "loss", "model", "optimizer", "reported", "seed"].sort(),
    );
    expect(pointedAt(spec, plan.properties.optimizer!)).toBe("adam(lr: 1e-3)");
    expect(pointedAt(spec, { place: plan.optimizer.arguments!.lr! })).toBe("1e-3");
  });

  it("begins its draws at 0 where it doesn't say", () => {
    expect(checkText(sampleSpec()).experiments.get("Nose")!.seed).toBe(0);
  });

  it.each([
    ["epochs: 2.5", "value_out_of_bounds: `epochs` must be a whole number, but is 2.5"],
    ["epochs: 0", "value_out_of_bounds: `epochs` must be at least 1, but is 0"],
    ['epochs: "all"', "wrong_kind_of_value: `epochs` takes a whole number, not a text"],
    ["epochs: 3; reported: { train_loss: -1 }", "value_out_of_bounds: `train_loss` must be at least 0, but is -1"],
    [
      "epochs: 3; reported: 0.1",
      "wrong_kind_of_value: `reported` takes a record, as in `{ name: value }`, not a number",
    ],
    ["epochs: 3; seed: 1; seed: 2", "duplicate_property: `seed` has a value already"],
  ])("is refused: %s", (property, message) => {
    expect(told(sampleSpec(property))).toEqual([message]);
  });
});

describe("a keypoint scheme", () => {
  const scheme = (body: string): string[] => told(`keypoints Face { count: 4; ${body} }\n`);

  it.each([
    ["mirror: [0<->1, 2<->3]", []],
    ["mirror: [0<->1, 2, 3]", []],
    ["mirror: [0<->1, 2]", ["mirror_incomplete: the mirror leaves out 3"]],
    ["mirror: [0<->1, 1<->2, 3]", ["mirror_incomplete: the mirror names 1 more than once"]],
    ["mirror: [0<->1, 2, 2]", ["mirror_incomplete: the mirror leaves out 3 and names 2 more than once"]],
    ["mirror: [0<->1, 2, 4]", ["keypoint_out_of_range: `mirror` names point 4, but the 4 points are 0 to 3"]],
    ["groups: { eyes: 2..4 }", ["keypoint_out_of_range: `eyes` names point 4, but the 4 points are 0 to 3"]],
    ["groups: { eyes: [0, 2..<4] }", []],
    [
      "names: { tip: 1 }; groups: { tip: [1] }",
      ["ambiguous_keypoint: `tip` is a group already, so it can't be a point's name too"],
    ],
    ["names: { tip: nose }", ["unknown_name: `nose` stands for nothing here"]],
    ["count: 5", ["duplicate_property: `count` has a value already"]],
  ])("%s", (body, messages) => {
    expect(scheme(body)).toEqual(messages);
  });
});

it("keeps steps of `augment train` to the training split, under paths of their own", () => {
  const text = `${sampleData.replace("grayscale()", "augment train { grayscale() }; small = resize(9, 9); grayscale()")}`;
  const { diagnostics } = checkText(text);
  expect(diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  const { steps } = checkText(sampleSpec().replace(sampleData, text)).experiments.get("Nose")!.examples;
  expect(steps.map(({ path, split }) => [path, split])).toEqual([
    ["keep_points", "all"],
    ["augment.grayscale", "train"],
    ["small", "all"],
    ["grayscale", "all"],
    ["resize", "all"],
  ]);
});

it("takes constants and calculations as the ends of ranges", () => {
  const text = `const most = 10\n${sampleSpec().replace("rotate(-15deg..15deg)", "")}`.replace(
    /train: 1\.\.\d+/,
    "train: most / 5..most - 2",
  );
  const { diagnostics, experiments } = checkText(text);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const { split } = experiments.get("Nose")!.examples.dataset;
  expect(split.parameters.train).toEqual([2, 3, 4, 5, 6, 7, 8]);
});
