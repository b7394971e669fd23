import { expect, it } from "vitest";
import { experimentWith } from "../../diagnostics/catalogue/sample-experiment.ts";
import { checkText, pointedAt, told } from "../support/check.ts";

/** The only diagnostic of a spec. */
function only(text: string) {
  const { diagnostics } = checkText(text);
  expect(diagnostics.map((each) => each.message)).toHaveLength(1);
  const [diagnostic] = diagnostics;
  const related = diagnostic!.related.map((remark) => `${remark.message}: ${pointedAt(text, remark)}`);
  return { ...diagnostic!, at: pointedAt(text, diagnostic!), related };
}

it("is silent about a sound experiment", () => {
  expect(told(experimentWith({}))).toEqual([]);
});

it("compares the picture's shape with the model's input, and says which steps are missing", () => {
  const { message, help, related } = only(experimentWith({ steps: ["keep_points([nose_tip])", "scale(-0.5..0.5)"] }));
  expect(message).toBe("`Small` takes image[1, 12, 16], but `Noses` gives image[3, source_height, source_width]");
  expect(help).toBe("add `grayscale()` and `resize(12, 16)` to `Noses`");
  expect(related).toEqual([
    "the model takes image[1, 12, 16] in -0.5..0.5: input image: image[1, 12, 16] in -0.5..0.5",
    "image[3, source_height, source_width] in -0.5..0.5 from scale: scale(-0.5..0.5)",
    'image[3, source_height, source_width] in 0..1 as read by imm: imm("data/imm")',
  ]);
});

it("tells height and width apart", () => {
  const steps = ["keep_points([nose_tip])", "grayscale()", "resize(16, 12)", "scale(-0.5..0.5)"];
  const { message, help } = only(experimentWith({ steps }));
  expect(message).toBe("`Small` takes image[1, 12, 16], but `Noses` gives image[1, 16, 12]");
  expect(help).toBe("add `resize(12, 16)` to `Noses`");
});

it("compares the ranges, and shows the step that made the one delivered", () => {
  const steps = ["keep_points([nose_tip])", "grayscale()", "resize(12, 16)", "scale(-1..1)"];
  const { name, message, related } = only(experimentWith({ steps }));
  expect(name).toBe("input_range_mismatch");
  expect(message).toBe("`Small` takes numbers in -0.5..0.5, but `Noses` gives -1..1");
  expect(related[1]).toBe("image[1, 12, 16] in -1..1 from scale: scale(-1..1)");
});

it("takes any range where the model names none", () => {
  expect(told(experimentWith({ input: "image[1, 12, 16]" }))).toEqual([]);
});

it("compares the width of the output with the points of the examples", () => {
  const { message } = only(experimentWith({ body: ["flatten()", "fc1 = linear(116)"], output: "points[58]" }));
  expect(message).toBe("`Small` gives 116 numbers, but the examples of `Noses` have 1 point, 2 numbers");
  const all = experimentWith({ steps: ["grayscale()", "resize(12, 16)", "scale(-0.5..0.5)"] });
  expect(only(all).message).toBe("`Small` gives 2 numbers, but the examples of `Noses` have 58 points, 116 numbers");
});

it("does not tell twice what is wrong with the model or the examples by themselves", () => {
  const badModel = experimentWith({ body: ["flatten()", "fc1 = linear(3)"] });
  expect(only(badModel).name).toBe("output_type_mismatch");
  const badExamples = experimentWith({ steps: ["keep_points([nose_tp])"] });
  expect(only(badExamples).name).toBe("unknown_keypoint");
});

it("warns of points that the last steps can't give, with the steps that bound them", () => {
  const body = ["flatten()", "fc1 = linear(2)", "relu1 = relu()", "sigmoid1 = sigmoid()"];
  const { message, severity, related } = only(experimentWith({ body }));
  expect(severity).toBe("warning");
  expect(message).toBe("the points to learn lie in 0..1, but `sigmoid1` of `Small` gives numbers in 0.5..1 only");
  expect(related).toEqual([
    "0.5..1 from sigmoid1: sigmoid1 = sigmoid()",
    "0.. from relu1: relu1 = relu()",
    "any from fc1: fc1 = linear(2)",
  ]);
});

it("is content with a tanh, whose numbers reach all points", () => {
  expect(told(experimentWith({ body: ["flatten()", "fc1 = linear(2)", "tanh1 = tanh()"] }))).toEqual([]);
});

it("warns of a sigmoid where a crop may leave points outside of the picture", () => {
  const body = ["flatten()", "fc1 = linear(2)", "sigmoid1 = sigmoid()"];
  const steps = ["keep_points([nose_tip])", "crop(margin: 1.25)", "grayscale()", "resize(12, 16)", "scale(-0.5..0.5)"];
  const cropped = (more: readonly string[] = []) =>
    experimentWith({ body, steps: [...steps, ...more] })
      .replace('imm("data/imm")', 'ibug("data", train: "a.xml")')
      .replace(/by_person.*/, "random(validation: 10%)");
  expect(told(cropped())).toEqual([
    "target_out_of_reach: the points to learn may lie outside of the picture, wherever their face's box leaves them, but `sigmoid1` of `Small` gives numbers in 0..1 only",
  ]);
  expect(told(cropped(["clamp_points()"]))).toEqual([]);
  expect(told(cropped(["mask_points()"]))).toEqual([]);
});

it("silences a warning by @allow on the property that it is told of", () => {
  const body = ["flatten()", "fc1 = linear(2)", "relu1 = relu()", "sigmoid1 = sigmoid()"];
  const text = experimentWith({ body }).replace("model: Small", "model: Small @allow(target_out_of_reach)");
  expect(told(text)).toEqual([]);
});

it("points at the learning rate itself", () => {
  const { at, message } = only(experimentWith({ properties: { optimizer: "adam(lr: 5)" } }));
  expect(at).toBe("5");
  expect(message).toBe("with a learning rate of 5, steps of adam are larger than the weights themselves");
});

it("tells what is wrong with a dataset or examples once, however many experiments use them", () => {
  const text = experimentWith({ points: 68 });
  const twice = text + text.slice(text.indexOf("experiment Nose")).replace("experiment Nose", "experiment Other");
  expect(told(twice)).toEqual([
    "keypoint_count_mismatch: imm reads 58 points a picture, but keypoint scheme `Imm58` has 68",
  ]);
});

it("checks datasets and examples that no experiment uses", () => {
  const text = experimentWith({ points: 68 });
  expect(told(text.slice(0, text.indexOf("model Small")))).toHaveLength(1);
});

it("tells an @allow without effect wherever it may stand", () => {
  const text = experimentWith({});
  const places = [
    "count: 58",
    "keypoints: Imm58",
    'source: imm("data/imm")',
    "resize(12, 16)",
    "loss: mse()",
    "points[1]",
  ];
  for (const place of places) {
    expect(told(text.replace(place, `${place} @allow(lost_pixels)`)), place).toEqual([
      "allow_without_effect: there is no `lost_pixels` here to allow",
    ]);
  }
});

it("refuses to train a batch norm on one number per channel, but not on the pixels of a map", () => {
  const properties = { batch: "1" };
  const vector = ["flatten()", "fc1 = linear(4, bias: false)", "bn1 = batchnorm()", "fc2 = linear(2)"];
  const { name, severity, message, at, related } = only(experimentWith({ body: vector, properties }));
  expect([name, severity, at]).toEqual(["one_value_per_channel", "error", "1"]);
  expect(message).toBe("in a batch of one example `bn1` has one number per channel, and nothing to norm it by");
  expect(related).toEqual(["the step: bn1 = batchnorm()"]);
  const map = ["bn1 = batchnorm()", "flatten()", "fc = linear(2)"];
  expect(told(experimentWith({ body: map, properties }))).toEqual([]);
  const pixel = ["adaptive_avgpool2d(1)", ...map];
  expect(told(experimentWith({ body: pixel, properties }))).toHaveLength(1);
});
