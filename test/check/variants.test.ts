import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sampleData, sampleSpec } from "../../diagnostics/catalogue/sample-specs.ts";
import { checkText, pointedAt, told } from "../support/check.ts";

const base = `model Base {
  input image: image[1, 8, 8] in 0..1
  conv1 = conv2d(2, kernel: 3, padding: 1)
  relu1 = relu()
  pool1 = maxpool2d(2)
  conv2 = conv2d(4, kernel: 3, padding: 1)
  output maps: features[4, 4, 4]
  output early: features[2, 4, 4] from pool1
}
`;

/** Paths and ops of the steps of `Other`, a variant with these edits. */
function other(edits: string, more = ""): string[] {
  const { graphs, diagnostics } = checkText(`${base}model Other = Base with {\n${edits}\n}\n${more}`);
  expect(diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  return graphs.get(more === "" ? "Other" : "Third")!.nodes.map(({ path, op }) => `${path} ${op}`);
}

function refused(edits: string): string[] {
  return told(`${base}model Other = Base with {\n${edits}\n}\n`);
}

describe("a variant of a model", () => {
  it.each([
    [
      "replace relu1 { tanh1 = tanh(); drop = dropout2d() }",
      ["conv1 conv2d", "tanh1 tanh", "drop dropout2d", "pool1 maxpool2d", "conv2 conv2d"],
    ],
    ["replace relu1 { }", ["conv1 conv2d", "pool1 maxpool2d", "conv2 conv2d"]],
    [
      "insert drop = dropout2d() after conv1",
      ["conv1 conv2d", "drop dropout2d", "relu1 relu", "pool1 maxpool2d", "conv2 conv2d"],
    ],
    ["insert tanh() before conv1", ["tanh#1 tanh", "conv1 conv2d", "relu1 relu", "pool1 maxpool2d", "conv2 conv2d"]],
    [
      "append tanh(); append last = sigmoid()",
      ["conv1 conv2d", "relu1 relu", "pool1 maxpool2d", "conv2 conv2d", "tanh#1 tanh", "last sigmoid"],
    ],
    ["remove relu1", ["conv1 conv2d", "pool1 maxpool2d", "conv2 conv2d"]],
    ["rename conv1 -> first", ["first conv2d", "relu1 relu", "pool1 maxpool2d", "conv2 conv2d"]],
    ["replace pool1 { avg1 = avgpool2d(2) }", ["conv1 conv2d", "relu1 relu", "avg1 avgpool2d", "conv2 conv2d"]],
  ])("%s", (edits, steps) => {
    expect(other(edits)).toEqual(steps);
  });

  it("sets parameters, whether they were written, by name or position, or not at all", () => {
    const text = `${base}model Other = Base with { set conv1.kernel: 5; set conv1.padding: 2; set conv2.out_channels: 4 }\n`;
    const [conv1, , , conv2] = checkText(text).models.get("Other")!.nodes;
    expect(conv1!.parameters).toMatchObject({ out_channels: { to: 2 }, kernel: [5, 5], padding: [2, 2] });
    expect(conv2!.parameters).toMatchObject({ out_channels: { to: 4 }, kernel: [3, 3] });
    expect(pointedAt(text, { place: conv1!.arguments!.kernel! })).toBe("5");
  });

  it("keeps what others call a step by its former name", () => {
    const value = (edit: string) => {
      return checkText(`${base}model Other = Base with { ${edit} }\n`).models.get("Other")!.outputs[1]!.value;
    };
    expect(value("rename pool1 -> smaller")).toBe("smaller");
    expect(value("replace pool1 { tanh1 = tanh(); avg1 = avgpool2d(2) }")).toBe("avg1");
  });

  it("remembers the former path of a step that was renamed", () => {
    const graph = checkText(`${base}model Other = Base with { rename conv1 -> first }\n`).models.get("Other")!;
    expect(graph.nodes.map(({ path, was }) => [path, was])[0]).toEqual(["first", "conv1"]);
    expect(graph.nodes[0]!.weights[0]!.key).toBe("first.weight");
  });

  it("may be a variant of a variant, whose paths it names", () => {
    const third = `model Third = Other with {
  set first.kernel: 1
  set first.padding: 0
  remove drop
  append sigmoid()
}
`;
    const edits = "rename conv1 -> first; insert drop = dropout2d() after conv1";
    expect(other(edits, third)).toEqual([
      "first conv2d",
      "relu1 relu",
      "pool1 maxpool2d",
      "conv2 conv2d",
      "sigmoid#1 sigmoid",
    ]);
  });

  it("leaves its base as it was", () => {
    const { models } = checkText(`${base}model Other = Base with { remove relu1 }\n`);
    expect(models.get("Base")!.nodes).toHaveLength(4);
  });

  it.each([
    ["remove relu", ["unknown_path: `Base` has no step named `relu`"]],
    ["set relu.x: 1", ["unknown_path: `Base` has no step named `relu`"]],
    ["set relu1: 1", ["unknown_path: `relu1` names no parameter of a step"]],
    ["set conv1.kernal: 1", ["unknown_parameter: `conv2d` has no parameter `kernal`"]],
    ["set conv1.kernel: 0", ["value_out_of_bounds: `kernel` must be at least 1, but is 0"]],
    ["rename relu1 -> conv1", ["duplicate_name: `conv1` is taken"]],
    ["append conv2 = conv2d(4, kernel: 1)", ["duplicate_name: `conv2` is taken"]],
    ["remove relu1; rename relu1 -> relu2", ["clashing_edits: two edits of this variant change `relu1`"]],
    ["replace conv1 { relu() }; set conv1.kernel: 1", ["clashing_edits: two edits of this variant change `conv1`"]],
    ["set conv1.stride: 1; set conv1.stride: 1", ["clashing_edits: two edits of this variant change `conv1`"]],
    ["rename conv1 -> first; set conv1.stride: 1; insert tanh() after conv1", []],
  ])("with %s", (edits, messages) => {
    expect(refused(edits)).toEqual(messages);
  });

  it("is blamed where an edit breaks a step of its base", () => {
    const text = `${base}model Other = Base with { set pool1.kernel: 9 }\n`;
    const { diagnostics } = checkText(text);
    expect(diagnostics.map((each) => each.name)).toEqual(["window_larger_than_input"]);
    const wide = `${base}model Other = Base with { replace pool1 { flatten() } }\n`;
    const [broken] = checkText(wide).diagnostics;
    expect(pointedAt(wide, broken!)).toBe("conv2d(4, kernel: 3, padding: 1)");
    expect(broken!.related.map((each) => each.message)).toContain("in the variant Other");
  });

  it("says a mistake of its base once, with the base", () => {
    const text = `${base}model Other = Base with { append tanh() }\n`.replace("kernel: 3", "kernel: 0");
    const { diagnostics } = checkText(text);
    expect(diagnostics.map(({ name, place, related }) => [name, place.declaration, related.length])).toEqual([
      ["value_out_of_bounds", "model Base", 0],
    ]);
  });

  it("is silent about what an edit builds on that failed, further up or in damaged text", () => {
    const third = "model Third = Other with { remove drop }\n";
    expect(told(`${base}model Other = Base with { insert drop = dropout2d() after conv3 }\n${third}`)).toEqual([
      "unknown_path: `Base` has no step named `conv3`",
    ]);
    const damaged = base.replace("relu1 = relu()", "relu1 relu()");
    expect(told(`${damaged}model Other = Base with { remove relu1 }\n`)).toHaveLength(1);
  });

  it("ends where variants lead in a circle, and says so once", () => {
    const circle = "model A = B with { append tanh() }\nmodel B = A with { append tanh() }\n";
    expect(told(`${circle}model C = B with { append tanh() }\n`)).toEqual([
      "circular_variant: `A` is a variant of itself",
    ]);
  });
});

describe("variants of other declarations", () => {
  const more = (text: string) => checkText(`${sampleSpec("epochs: 3; reported: { train_loss: 1 }")}\n${text}`);

  it("set properties of an experiment, or parts of one", () => {
    const edits = "set optimizer.lr: 1e-2; set reported.validation_loss: 2; set batch: 4 @assumed";
    const { experiments } = more(`experiment Other = Nose with { ${edits} }\n`);
    expect(experiments.get("Other")).toMatchObject({
      optimizer: { name: "adam", parameters: { lr: 1e-2, beta1: 0.9 } },
      reported: { train_loss: 1, validation_loss: 2 },
      batch: 4,
      epochs: 3,
      assumed: ["batch"],
    });
    expect(experiments.get("Nose")).toMatchObject({ batch: 8, reported: { train_loss: 1 }, assumed: [] });
  });

  it("replace a whole property, and build on each other", () => {
    const { experiments } = more(`experiment Other = Nose with { set optimizer: sgd(lr: 0.1) }
experiment Third = Other with { set optimizer.momentum: 0.9 }
`);
    expect(experiments.get("Third")!.optimizer).toMatchObject({ name: "sgd", parameters: { lr: 0.1, momentum: 0.9 } });
  });

  it("change datasets and keypoint schemes", () => {
    const { experiments, diagnostics } = more(`keypoints Plain = Imm58 with { set names: { tip: 52, chin: 6 } }
dataset Fewer = Faces with { set split.train: 1..8; set keypoints: Plain }
examples Tips from Fewer { keep_points([tip]); grayscale(); resize(8, 8) }
experiment Other = Nose with { set data: Tips }
`);
    expect(diagnostics.map((each) => each.message)).toEqual([]);
    const { dataset } = experiments.get("Other")!.examples;
    expect(dataset.split.parameters).toMatchObject({ train: [1, 2, 3, 4, 5, 6, 7, 8], validation: { length: 8 } });
    expect(dataset.keypoints).toMatchObject({ name: "Plain", count: 58, names: { tip: 52, chin: 6 } });
  });

  it("change the steps of examples", () => {
    const text = `${sampleData.replace("grayscale()", "augment train { grayscale() }; grayscale()")}
examples Other = Noses with {
  insert small = resize(9, 9) before augment.grayscale
  replace grayscale { scale(0..2) }
  set resize.width: 16
  append last = resize(4, 4)
}
`;
    const graph = checkText(`${text}${sampleSpec().slice(sampleData.length)}
experiment Second = Nose with { set data: Other }
`);
    const { steps } = graph.experiments.get("Second")!.examples;
    expect(steps.map(({ path, split, parameters }) => [path, split, parameters])).toEqual([
      ["keep_points", "all", { points: ["nose_tip"] }],
      ["augment.small", "train", { height: 9, width: 9 }],
      ["augment.grayscale", "train", {}],
      ["scale", "all", { to: { low: 0, high: 2 } }],
      ["resize", "all", { height: 8, width: 16 }],
      ["last", "all", { height: 4, width: 4 }],
    ]);
  });

  it.each([
    ["set epoch: 3", "unknown_property: `experiment` has no `epoch`"],
    ["set reported.test_loss: 3", "unknown_property: `reported` has no `test_loss`"],
    ["set epochs.all: 3", "unknown_property: `epochs` has no `all`"],
    ["set optimizer.lr.x: 3", "unknown_property: `optimizer.lr` has no `x`"],
    ["set model.fc1.out_features: 3", "unknown_property: `model` has no `fc1`"],
    ["set optimizer.rate: 3", "unknown_parameter: `adam` has no parameter `rate`"],
    ["set batch: 3; set batch: 4", "clashing_edits: two edits of this variant change `batch`"],
    [
      "set optimizer: adam(); set optimizer.lr: 1e-3",
      "clashing_edits: two edits of this variant change `optimizer.lr`",
    ],
    [
      "remove batch",
      "misplaced_edit: `remove` changes steps, and a variant of this kind (`experiment`) has properties: use `set`",
    ],
  ])("are refused with %s", (edit, message) => {
    const { diagnostics } = more(`experiment Other = Nose with { ${edit} }\n`);
    expect(diagnostics.map((each) => `${each.name}: ${each.message}`)).toEqual([message]);
  });
});

it("checks the document's own variant", () => {
  const spec = readFileSync(new URL("../../specs/nosenet.kpnet", import.meta.url), "utf8");
  const { models, experiments } = checkText(spec);
  const ops = models.get("NoseNetAlternative")!.nodes.map((node) => node.path);
  expect(ops.slice(0, 3)).toEqual(["conv1", "avgpool", "relu1"]);
  expect(ops.slice(-6)).toEqual(["conv2_drop", "flatten#1", "fc1", "relu5", "fc2", "sigmoid"]);
  expect(experiments.get("NoseAlternative")).toMatchObject({
    model: "NoseNetAlternative",
    optimizer: { parameters: { lr: 5e-4 } },
    epochs: 25,
    seed: 294,
    reported: { train_loss: 0.0002499745857073186 },
  });
});
