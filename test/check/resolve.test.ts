import { describe, expect, it } from "vitest";
import { sampleData, sampleModel, sampleSpec } from "../../diagnostics/catalogue/sample-specs.ts";
import { absoluteSpan } from "../../diagnostics/place.ts";
import { checkText, told } from "../support/check.ts";

/** `name "text that it points at" -> "text that would answer it"`, of each diagnostic. */
function found(text: string): string[] {
  const { diagnostics, lookup } = checkText(text);
  return diagnostics.map(({ name, place, edit }) => {
    const { start, end } = absoluteSpan(place, lookup);
    return `${name} ${JSON.stringify(text.slice(start, end))}${edit === undefined ? "" : ` -> "${edit.text}"`}`;
  });
}

/** A sound spec with one piece of its text changed. */
function changed(from: string, to: string): string {
  const sound = `${sampleSpec("epochs: 3; reported: { train_loss: 0.1 }")}
experiment Longer = Nose with { set epochs: 30; set optimizer.lr: 1e-4 }
model Small = Tiny with { set fc.bias: false }
model Wide {
  input image: image[1, 8, 16] in 0..1
  flatten()
  fc = linear(2)
  output nose: points[1]
}
examples WideNoses = Noses with { set resize.width: 16 }
experiment WideNose = Nose with { set model: Wide; set data: WideNoses }
`;
  expect(sound).toContain(from);
  return sound.replace(from, to);
}

describe("a name that isn't known, wherever it stands, is an error at its place with the nearest known one", () => {
  it.each([
    ["a step", "linear(", "liner(", 'unknown_step "liner" -> "linear"'],
    ["a transform", "grayscale(", "greyscale(", 'unknown_transform "greyscale" -> "grayscale"'],
    ["a reader", "imm(", "imn(", 'unknown_callee "imn" -> "imm"'],
    ["a split", "by_person(", "by_persons(", 'unknown_callee "by_persons" -> "by_person"'],
    ["a loss", "mse()", "mes()", 'unknown_callee "mes" -> "mse"'],
    ["an optimizer", "adam(", "adan(", 'unknown_callee "adan" -> "adam"'],
    ["a model", "model: Tiny", "model: Tinny", 'unknown_declaration "Tinny" -> "Tiny"'],
    ["examples", "data: Noses", "data: Nose", 'unknown_declaration "Nose" -> "Noses"'],
    ["a dataset", "from Faces", "from Face", 'unknown_declaration "Face" -> "Faces"'],
    ["a keypoint scheme", "keypoints: Imm58", "keypoints: Imm68", 'unknown_declaration "Imm68" -> "Imm58"'],
    ["a variant's base", "= Nose with", "= Noes with", 'unknown_declaration "Noes" -> "Nose"'],
    ["a property", "loss:", "los:", 'unknown_property "los" -> "loss"'],
    ["an entry of a record", "train_loss", "trainloss", 'unknown_property "trainloss" -> "train_loss"'],
    ["a parameter", "width: 16", "width: 16, hight: 2", undefined],
    ["a parameter of a call", "adam(lr", "adam(rl", 'unknown_parameter "rl" -> "lr"'],
    ["a parameter that is set", "set fc.bias", "set fc.bais", 'unknown_parameter "bais" -> "bias"'],
    ["a step that is set", "set fc.bias", "set fc1.bias", 'unknown_path "fc1.bias" -> "fc.bias"'],
    [
      "a transform that is set",
      "set resize.width",
      "set resise.width",
      'unknown_path "resise.width" -> "resize.width"',
    ],
    ["a property that is set", "set epochs", "set epoch", 'unknown_property "epoch" -> "epochs"'],
    ["a parameter of a property that is set", "set optimizer.lr", "set optimizer.rl", 'unknown_parameter "rl" -> "lr"'],
    ["an annotation", "epochs: 3;", "epochs: 3 @asumed;", 'unknown_annotation "asumed" -> "assumed"'],
    ["a diagnostic", "flatten()", "flatten() @allow(lost_pixel)", 'unknown_allow "lost_pixel" -> "lost_pixels"'],
    ["a role", "image[", "imag[", 'unknown_role "imag" -> "image"'],
    ["a unit", "epochs: 3;", "epochs: 3Gib;", 'unknown_unit "3Gib"'],
    ["a value", "points[1]", "points[1] from fcc", 'unknown_value "fcc" -> "fc"'],
    ["a name in a calculation", "linear(2)", "linear(Imm58.cout)", 'unknown_name "Imm58.cout" -> "Imm58.count"'],
    ["a split to augment", "grayscale();", "augment tran { grayscale() };", 'unknown_split "tran" -> "train"'],
  ])("%s", (_, from, to, message) => {
    if (message === undefined) return expect(found(changed(from, to)).length).toBeGreaterThan(0);
    expect(found(changed(from, to))).toContain(message);
  });

  it("and an edit that answers it makes the spec sound again", () => {
    const text = changed("linear(", "liner(");
    const { diagnostics, lookup } = checkText(text);
    const { start, end } = absoluteSpan(diagnostics[0]!.edit!.place, lookup);
    const answered = text.slice(0, start) + diagnostics[0]!.edit!.text + text.slice(end);
    expect(checkText(answered).diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  });
});

describe("one mistake gives one message", () => {
  it("where what builds on an unknown declaration stays silent", () => {
    expect(told(changed("source: imm(", "source: imn("))).toHaveLength(1);
    expect(told(changed("keypoints Imm58 {", "keypoints Imm68 {"))).toEqual([
      "unknown_declaration: there is no keypoint scheme named `Imm58`",
    ]);
  });

  it("where a declaration has lost its name, and so might be the one that is meant", () => {
    expect(told(changed("model Tiny {", "model {")).map((each) => each.split(":")[0])).toEqual(["syntax_expected"]);
  });

  it("where a name is that of something else", () => {
    expect(told(changed("model: Tiny", "model: Noses"))).toEqual([
      "unknown_declaration: `Noses` is a set of examples, and a model is meant here",
    ]);
  });
});

it("keeps names of different kinds apart", () => {
  expect(told(`${sampleData}${sampleModel()}`.replace("model Tiny", "model Faces"))).toEqual([]);
});

it("names both places of a declaration that is there twice, and goes on with the first", () => {
  const text = `${sampleModel()}${sampleModel("flatten(); fc = linear(2); sigmoid()")}`;
  const { diagnostics, models } = checkText(text);
  expect(diagnostics.map((each) => each.name)).toEqual(["duplicate_declaration"]);
  expect(diagnostics[0]!.related.map((each) => each.place.declaration)).toEqual(["model Tiny"]);
  expect(models.get("Tiny")!.nodes.map((node) => node.op)).toEqual(["flatten", "linear"]);
});
