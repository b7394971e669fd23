import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { imm } from "../../compiler/datasets/imm.ts";
import { sourceType } from "../../compiler/datasets/source-type.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import type { ExampleType } from "../../compiler/ir/plan.ts";
import { range } from "../../compiler/ir/range.ts";
import { by_person } from "../../compiler/splits/by_person.ts";
import { transforms } from "../../compiler/transforms/index.generated.ts";
import type { TypeSite } from "../../compiler/transforms/transform.ts";
import { applyTo } from "../../lib/matrix.ts";
import type { Picture } from "../../lib/picture.ts";
import { type DrawsOf, layOut, render } from "../../runtime/data/prepare.ts";
import { type Recipe, recipeFor } from "../../runtime/data/recipe.ts";
import { origin, plan, step } from "./fixtures.ts";

const scheme = {
  name: "Five",
  count: 5,
  groups: { eyes: [0, 1], mouth: [3, 4] },
  names: { nose_tip: 2, left_eye: 0 },
  origin,
};
const place = (argument: string) => ({ ...origin.place, declaration: argument });
const site: TypeSite = { place: place("call"), argument: place, scheme, reader: "imm", split: "all" };
const asRead = sourceType(imm, scheme);

function typeAfter(name: keyof typeof transforms, parameters: ParameterValues, input = asRead): ExampleType {
  const result = transforms[name].type(input, parameters, site);
  if (!("image" in result)) throw new Error(result.map(({ message }) => message).join());
  return result;
}

function problems(name: keyof typeof transforms, parameters: ParameterValues, input = asRead) {
  const result = transforms[name].type(input, parameters, site);
  return "image" in result ? [] : result.map((one) => [one.name, one.message, one.help, one.place.declaration]);
}

describe("types", () => {
  test("a picture as read has three channels of 0..1, a size that only its file knows, and points as shares", () => {
    expect(asRead.image).toMatchObject({ role: "image", range: range(0, 1) });
    expect(asRead.image.shape[0]).toBe(3);
    expect(asRead.points).toEqual({ role: "points", shape: [5, 2], range: range(0, 1), frame: "share" });
    expect(asRead.kept).toEqual([0, 1, 2, 3, 4]);
  });

  test("steps change what they should and nothing else", () => {
    const gray = typeAfter("grayscale", {});
    const small = typeAfter("resize", { height: 60, width: 80 }, gray);
    const scaled = typeAfter("scale", { to: { low: -0.5, high: 0.5 } }, small);
    const kept = typeAfter("keep_points", { points: ["mouth", "nose_tip"] }, scaled);
    expect(small.image.shape).toEqual([1, 60, 80]);
    expect(scaled.image).toEqual({ role: "image", shape: [1, 60, 80], range: range(-0.5, 0.5) });
    expect(kept).toEqual({
      image: scaled.image,
      points: { ...asRead.points, shape: [3, 2] },
      kept: [3, 4, 2],
      boxed: false,
      leaving: "keep",
    });
  });

  test("points that can't be kept are told", () => {
    expect(problems("keep_points", { points: ["nose_tp"] })).toEqual([
      [
        "unknown_keypoint",
        "keypoint scheme Five has no point or group named `nose_tp`",
        "did you mean `nose_tip`?",
        "points",
      ],
    ]);
    expect(problems("keep_points", { points: ["eyes", "left_eye"] })).toEqual([
      ["repeated_keypoint", "point 0 is kept twice", undefined, "points"],
    ]);
    const noses = typeAfter("keep_points", { points: ["nose_tip"] });
    expect(problems("keep_points", { points: ["eyes"] }, noses)).toEqual([
      ["unknown_keypoint", "`eyes` was dropped by an earlier keep_points", undefined, "points"],
    ]);
    expect(problems("keep_points", { points: ["toString"] })[0]![0]).toBe("unknown_keypoint");
  });

  test("ranges that make no sense are told", () => {
    expect(problems("scale", { to: { low: 0.5, high: -0.5 } })[0]!.slice(0, 3)).toEqual([
      "empty_interval",
      "the range 0.5..-0.5 holds no stretch of numbers: its first number must be the smaller",
      "write -0.5..0.5",
    ]);
    expect(problems("scale", { to: { low: 1, high: 1 } })[0]![0]).toBe("empty_interval");
    const scaled = typeAfter("scale", { to: { low: -1, high: 1 } });
    expect(problems("scale", { to: { low: -1, high: 1 } }, scaled)[0]![0]).toBe("scale_of_scaled");
  });
});

describe("a split by person", () => {
  const at = { place: place("call"), argument: place };
  const sample = (person: number) =>
    ({ id: "", image: "", points: new Float64Array(), frame: "share", place: { file: "" }, tags: { person } }) as const;

  test("puts each person where the spec names them, and others nowhere", () => {
    const parameters = { train: [1, 2], validation: [5] };
    const samples = [1, 2, 3, 5].map(sample);
    expect(samples.map(by_person.part(samples, parameters))).toEqual(["train", "train", undefined, "validation"]);
    expect(by_person.check(parameters, at)).toEqual([]);
  });

  test("refuses people in both parts, and shows both places", () => {
    const [problem, ...more] = by_person.check({ train: [1, 2, 3], validation: [3, 2, 9, 3] }, at);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      name: "person_in_both_splits",
      message: "people 3, 2 are in training and in validation",
      place: { declaration: "validation" },
    });
    expect(problem!.related.map((remark) => remark.place.declaration)).toEqual(["train"]);
  });
});

function prepare(picture: Picture, recipe: Recipe, drawsOf: DrawsOf) {
  const layout = layOut(picture, undefined, recipe, drawsOf);
  return { picture: render(picture, layout, recipe, drawsOf), matrix: layout.matrix };
}

/** A bell of light on a colored ground, whose peak lies at (x, y). */
function blob(width: number, height: number, x: number, y: number): Picture {
  const data = new Float32Array(width * height * 3);
  for (let at = 0; at < data.length; at++) {
    const pixel = Math.floor(at / 3);
    const distance = ((pixel % width) - x) ** 2 + (Math.floor(pixel / width) - y) ** 2;
    data[at] = 0.1 * (at % 3) + 0.6 * Math.exp(-distance / (2 * 7 ** 2));
  }
  return { width, height, channels: 3, data };
}

/** Where the light above the ground has its centre. */
function peak({ width, channels, data }: Picture): readonly [number, number] {
  const ground = data[0]!;
  let [sum, x, y] = [0, 0, 0];
  for (let at = 0; at < data.length; at += channels) {
    const light = data[at]! - ground;
    const pixel = at / channels;
    sum += light;
    x += light * (pixel % width);
    y += light * Math.floor(pixel / width);
  }
  return [x / sum, y / sum];
}

describe("a peak in the picture and its point land on the same place", () => {
  const noDraws = () => () => {
    throw new Error("no step here draws");
  };
  const pixels = fc.tuple(fc.double({ min: 50, max: 70, noNaN: true }), fc.double({ min: 40, max: 50, noNaN: true }));
  const resize = fc.record({ height: fc.integer({ min: 30, max: 130 }), width: fc.integer({ min: 40, max: 170 }) });
  const steps = fc.array(
    fc.oneof(
      fc.constant(step("grayscale", {})),
      resize.map((to) => step("resize", to)),
      fc.constant(step("scale", { to: { low: -0.5, high: 0.5 } })),
    ),
    { maxLength: 4 },
  );

  test("after every step and any row of steps", () => {
    fc.assert(
      fc.property(pixels, steps, ([x, y], row) => {
        const recipe = recipeFor(plan("data/imm", { steps: row }), "train");
        const { picture, matrix } = prepare(blob(120, 90, x, y), recipe, noDraws);
        const [px, py] = peak(picture);
        const [ex, ey] = applyTo(matrix, x, y);
        expect(Math.hypot(px - ex, py - ey)).toBeLessThan(0.05);
      }),
    );
  });

  test("resizing keeps the shares of the picture", () => {
    fc.assert(
      fc.property(pixels, resize, ([x, y], to) => {
        const recipe = recipeFor(plan("data/imm", { steps: [step("resize", to)] }), "train");
        const { matrix } = prepare(blob(120, 90, x, y), recipe, noDraws);
        const [px, py] = applyTo(matrix, x, y);
        expect((px + 0.5) / to.width).toBeCloseTo((x + 0.5) / 120, 9);
        expect((py + 0.5) / to.height).toBeCloseTo((y + 0.5) / 90, 9);
      }),
    );
  });

  test("two resizes in a row are one resampling: nothing is lost in between", () => {
    const there = step("resize", { height: 9, width: 12 });
    const back = step("resize", { height: 90, width: 120 });
    const original = blob(120, 90, 60, 45);
    const { picture } = prepare(original, recipeFor(plan("data/imm", { steps: [there, back] }), "train"), noDraws);
    expect(picture.data).toEqual(original.data);
  });
});
