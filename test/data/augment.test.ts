import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { imm } from "../../compiler/datasets/imm.ts";
import type { Sample } from "../../compiler/datasets/reader.ts";
import { sourceType } from "../../compiler/datasets/source-type.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import type { ExamplePlan, PlannedTransform } from "../../compiler/ir/plan.ts";
import { anyNumber, range } from "../../compiler/ir/range.ts";
import { transforms } from "../../compiler/transforms/index.generated.ts";
import type { TypeSite } from "../../compiler/transforms/transform.ts";
import type { BytePicture } from "../../lib/picture.ts";
import { ByteStore } from "../../runtime/data/byte-store.ts";
import { type Examples, type LoadOptions, loadExamples } from "../../runtime/data/examples.ts";
import { makeExample, makeTarget } from "../../runtime/data/make-example.ts";
import { layOut, render } from "../../runtime/data/prepare.ts";
import { type Recipe, recipeFor } from "../../runtime/data/recipe.ts";
import { readPicture, storePicture } from "../../runtime/data/stored-picture.ts";
import { origin, plan, step, temporaryFolder, writePlainFace } from "./fixtures.ts";

/** The six points of a small face: two eyes, two corners of the mouth, two on the middle line. */
const mirror = [1, 0, 3, 2, 4, 5];
const keypoints = { name: "Six", count: 6, groups: {}, names: { left_eye: 0, nose: 4 }, mirror, origin };

const augmentation = [
  step("color_jitter", { brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.05 }, "train"),
  step("hflip", { p: 0.5 }, "train"),
  step("rotate", { angle: { low: -15, high: 15 } }, "train"),
  step("shift", { by: 0.1 }, "train"),
  step("zoom", { factor: { low: 0.9, high: 1.1 } }, "train"),
];
const rest = [
  step("grayscale", {}),
  step("resize", { height: 24, width: 32 }),
  step("scale", { to: { low: -1, high: 1 } }),
];

function planOf(steps: readonly PlannedTransform[]): ExamplePlan {
  const base = plan("data/imm", { steps: [...steps] });
  return { ...base, dataset: { ...base.dataset, keypoints } };
}

/** A picture of soft waves of color. */
function waves(width: number, height: number): BytePicture {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    return 128 + 90 * Math.sin(x / (5 + (at % 3))) * Math.cos(y / 7);
  });
  return { width, height, channels: 3, data };
}

const picture = waves(128, 96);
const face: Sample = {
  id: "face",
  image: "face.jpg",
  frame: "pixels",
  points: Float64Array.from([40, 30, 80, 32, 45, 70, 77, 68, 60, 50, 61, 85]),
  box: { left: 30, top: 20, width: 60, height: 70 },
  place: { file: "face.asf" },
  tags: {},
};
const key = { seed: 3, epoch: 2 };
const middle = () => () => 0.5;

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (number, at) => Math.abs(number - b[at]!)));
}

describe("an augmentation that draws nothing", () => {
  test("gives the validation example, within 2/255", () => {
    const examples = planOf([...augmentation, ...rest]);
    const [train, validation] = [recipeFor(examples, "train"), recipeFor(examples, "validation")];
    // The middle of every range: no flip, no turn, no shift, factors of 1.
    const layout = layOut(picture, undefined, train, middle);
    const seen = render(picture, layout, train, middle);
    const expected = render(picture, layOut(picture, undefined, validation, middle), validation, middle);
    expect(furthest(seen.data, expected.data)).toBeLessThan((2 / 255) * 2);
  });

  test("nor does it if it turns by next to nothing: the same filter is at work", () => {
    const turned = [step("rotate", { angle: { low: 0.001, high: 0.0011 } }, "train"), ...rest];
    const examples = planOf(turned);
    const recipe = recipeFor(examples, "train");
    const seen = render(picture, layOut(picture, undefined, recipe, middle), recipe, middle);
    const plain = recipeFor(examples, "validation");
    const expected = render(picture, layOut(picture, undefined, plain, middle), plain, middle);
    expect(furthest(seen.data, expected.data)).toBeLessThan((2 / 255) * 2);
  });
});

describe("flips", () => {
  const flip = (path: string) => ({ ...step("hflip", { p: 1 }, "train"), path });
  const made = (steps: readonly PlannedTransform[]) =>
    makeExample(face, picture, recipeFor(planOf(steps), "train"), key);

  test("mirror the picture and exchange points by the scheme's mirror", () => {
    const [plain, flipped] = [made([]), made([flip("a")])];
    const point = (target: Float32Array, index: number) => [...target.subarray(index * 2, index * 2 + 2)];
    for (const [index, counterpart] of mirror.entries()) {
      const [x, y] = point(plain.target, counterpart);
      expect(furthest(point(flipped.target, index), [1 - x!, y!])).toBeLessThan(1e-6);
    }
    expect(flipped.input.slice(0, 128)).toEqual(plain.input.slice(0, 128).reverse());
  });

  test("done twice give the example back", () => {
    expect(made([flip("a"), flip("b")])).toEqual(made([]));
    const small = [flip("a"), ...rest, flip("b")];
    const twice = made(small);
    expect(furthest(twice.input, made(rest).input)).toBeLessThan(1e-6);
    expect(furthest(twice.target, made(rest).target)).toBeLessThan(1e-6);
  });

  test("exchange points before some of them are kept", () => {
    const eye = step("keep_points", { points: ["left_eye"] });
    const { target } = made([eye, flip("a")]);
    // The right eye, at 80, 32, is where the left eye of the flipped picture is: at 127 - 80.
    expect(furthest(target, [47.5 / 128, 32.5 / 96])).toBeLessThan(1e-6);
  });
});

describe("hand-worked", () => {
  const target = (steps: readonly PlannedTransform[], split: "train" | "validation" = "train") =>
    makeTarget(face, picture, recipeFor(planOf(steps), split), key);

  test("a crop of 1.25 of the box: shares of the box, whose middle is the middle", () => {
    const { target: points } = target([step("crop", { margin: 1.25 }), step("resize", { height: 10, width: 10 })]);
    // Box 30..90, 20..90: the crop is 22.5..97.5, 11.25..98.75. Point 0 lies at 40.5, 30.5 from the edges.
    expect(furthest(points.slice(0, 2), [(40.5 - 22.5) / 75, (30.5 - 11.25) / 87.5])).toBeLessThan(1e-6);
  });

  test("the box moves with the face: a crop shows it in the same place, shifted or zoomed or not", () => {
    const shifted = { ...step("shift", { by: 0.3 }, "train") };
    const zoomed = { ...step("zoom", { factor: { low: 1.3, high: 1.4 } }, "train") };
    const crop = [step("crop", { margin: 1.25 }), step("resize", { height: 10, width: 10 })];
    expect(furthest(target([shifted, zoomed, ...crop]).target, target(crop).target)).toBeLessThan(1e-6);
  });

  test("a crop that leaves the picture is filled", () => {
    const sample: Sample = { ...face, box: { left: -10, top: 0, width: 20, height: 10 } };
    const seen = (fill: readonly PlannedTransform[]) =>
      makeExample(sample, picture, recipeFor(planOf([...fill, step("crop", { margin: 1 })]), "train"), key);
    const row = (data: Float32Array) => [...data.subarray(0, 11)];
    const first = Math.fround(picture.data[0]! / 255);
    expect(row(seen([]).input)).toEqual([...new Array(10).fill(0), first]);
    expect(row(seen([step("fill", { with: "gray" })]).input)).toEqual([...new Array(10).fill(0.5), first]);
    expect(row(seen([step("fill", { with: "edge" })]).input)).toEqual(new Array(11).fill(first));
  });

  test("points that leave the picture stay where they are, are clamped, or are masked", () => {
    const beyond: Sample = { ...face, box: { left: 48.5, top: 0, width: 64, height: 96 } };
    const crop = step("crop", { margin: 1 });
    const target = (leaving: readonly PlannedTransform[]) =>
      makeTarget(beyond, picture, recipeFor(planOf([...leaving, crop]), "train"), key);
    expect(target([]).target[0]).toBeCloseTo(-8 / 64, 6);
    expect(target([step("clamp_points", {})]).target[0]).toBe(0);
    expect(target([step("mask_points", { outside: true })]).target[0]).toBeCloseTo(-8 / 64, 6);
    expect([...target([step("mask_points", { outside: true })]).visible!]).toEqual([0, 1, 0, 1, 1, 1]);
    expect([...target([step("mask_points", { outside: false })]).visible!]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(target([]).visible).toBeUndefined();
  });

  test("a point that the data doesn't give is hidden, and has a target that is a number", () => {
    const annotated = Uint8Array.from({ length: face.points.length / 2 }, () => 1).with(0, 0);
    const points = face.points.slice().fill(Number.NaN, 0, 2);
    const lacking: Sample = { ...face, points, annotated };
    for (const others of [[], [step("clamp_points", {})]]) {
      const recipe = recipeFor(planOf([step("mask_points", { outside: false }), ...others]), "train");
      const { target, visible } = makeTarget(lacking, picture, recipe, key);
      expect([...visible!]).toEqual([...annotated]);
      expect([...target.subarray(0, 2)]).toEqual([0, 0]);
      expect([...target.subarray(2)]).toEqual([...makeTarget(face, picture, recipe, key).target.subarray(2)]);
    }
    const flips = recipeFor(
      planOf([step("mask_points", { outside: true }), step("hflip", { p: 1 }, "train")]),
      "train",
    );
    const counterpart = flips.mirror!.indexOf(0);
    expect(counterpart).not.toBe(0);
    const flipped = makeTarget(lacking, picture, flips, key);
    expect([...flipped.visible!].flatMap((one, index) => (one === 0 ? [index] : []))).toEqual([counterpart]);
    expect([...flipped.target.subarray(2 * counterpart, 2 * counterpart + 2)]).toEqual([0, 0]);
  });
});

test("a peak in the picture and its point land on the same place, whatever is drawn", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
      const [x, y] = [58.3, 49.1];
      const bell = (at: number) => Math.exp(-(((at % 128) - x) ** 2 + (Math.floor(at / 128) - y) ** 2) / 60);
      const data = Uint8Array.from({ length: 128 * 96 }, (_, at) => Math.round(255 * bell(at)));
      const light = { width: 128, height: 96, channels: 1, data };
      const sample: Sample = { ...face, points: Float64Array.from(mirror.flatMap(() => [x, y])) };
      const recipe: Recipe = recipeFor(planOf([...augmentation.slice(1), ...rest.slice(1, 2)]), "train");
      const { input, target, shape } = makeExample(sample, light, recipe, { seed, epoch: 1 });
      let [sum, sx, sy] = [0, 0, 0];
      for (const [at, value] of input.entries()) {
        sum += value;
        sx += value * ((at % shape[2]) + 0.5);
        sy += value * (Math.floor(at / shape[2]) + 0.5);
      }
      expect(Math.hypot(sx / sum - target[0]! * shape[2], sy / sum - target[1]! * shape[1])).toBeLessThan(0.05);
    }),
    { numRuns: 40 },
  );
});

describe("draws depend on seed, epoch, example and path alone", () => {
  const recipe = recipeFor(planOf([...augmentation, ...rest]), "train");
  const made = (sample = face, { seed, epoch } = key) => makeTarget(sample, picture, recipe, { seed, epoch }).target;

  test("the same for the same, others for others", () => {
    expect(made()).toEqual(made());
    expect(made(face, { ...key, epoch: 3 })).not.toEqual(made());
    expect(made(face, { ...key, seed: 4 })).not.toEqual(made());
    expect(made({ ...face, id: "other" })).not.toEqual(made());
  });

  test("one step more leaves the others their draws", () => {
    const turn = (steps: readonly PlannedTransform[]) => {
      const { toSource } = makeTarget(face, picture, recipeFor(planOf(steps), "train"), key);
      return Math.atan2(toSource[1], toSource[0]);
    };
    const alone = turn([augmentation[2]!]);
    expect(alone).not.toBe(0);
    expect(turn([augmentation[3]!, augmentation[2]!, augmentation[4]!])).toBeCloseTo(alone, 9);
  });
});

describe("types", () => {
  const place = origin.place;
  const site = { place, argument: () => place, scheme: keypoints, reader: "imm", split: "train" } satisfies TypeSite;
  const asRead = sourceType(imm, keypoints);
  const typeAfter = (name: keyof typeof transforms, parameters: ParameterValues, input = asRead) => {
    const result = transforms[name].type(input, parameters, site);
    if (!("image" in result)) throw new Error(result.map(({ message }) => message).join());
    return result;
  };

  test("how far points can come", () => {
    expect(typeAfter("shift", { by: 0.1 }).points.range).toEqual(range(-0.1, 1.1));
    expect(typeAfter("hflip", { p: 0.5 }).points.range).toEqual(range(0, 1));
    expect(typeAfter("zoom", { factor: { low: 0.5, high: 1.2 } }).points.range).toEqual(range(-0.1, 1.1));
    expect(typeAfter("rotate", { angle: { low: -15, high: 15 } }).points.range).toEqual(range(-0.113, 1.113));
    // At most the diagonal.
    expect(typeAfter("rotate", { angle: { low: -180, high: 180 } }).points.range).toEqual(range(-0.208, 1.208));
    expect(typeAfter("shift", { by: 0.1 }, typeAfter("clamp_points", {})).points.range).toEqual(range(0, 1));
  });

  test("crop needs boxes", () => {
    expect(() => typeAfter("crop", { margin: 1.25 })).toThrow("imm gives no boxes");
    expect(typeAfter("crop", { margin: 1.25 }, { ...asRead, boxed: true }).image.shape[0]).toBe(3);
  });

  test("only files know where points lie by their box, so after a crop they may lie anywhere, unless they are clamped or masked", () => {
    const boxed = { ...asRead, boxed: true };
    const cropped = typeAfter("crop", { margin: 1.25 }, boxed);
    expect(cropped.points.range).toEqual(anyNumber);
    expect(typeAfter("shift", { by: 0.1 }, cropped).points.range).toEqual(anyNumber);
    expect(typeAfter("clamp_points", {}, cropped).points.range).toEqual(range(0, 1));
    const masked = typeAfter("mask_points", { outside: true }, boxed);
    expect(typeAfter("crop", { margin: 1.25 }, masked).points.range).toEqual(range(0, 1));
  });
});

describe("loading", () => {
  let root: string;
  const open: Examples[] = [];
  const load = async (options: Partial<LoadOptions> = {}) => {
    const steps = [...augmentation, ...rest];
    const base = plan("data/imm", { steps, train: [1, 2], validation: [3] });
    const mirrored = { ...base.dataset.keypoints, mirror: Array.from({ length: 58 }, (_, k) => 57 - k) };
    const examples = { ...base, dataset: { ...base.dataset, keypoints: mirrored } };
    const loaded = await loadExamples(examples, { root, split: "train", seed: 9, ...options });
    open.push(loaded);
    return loaded;
  };
  const all = async (examples: Examples) =>
    Promise.all([1, 2, 3].flatMap((epoch) => [...examples.ids.keys()].map((index) => examples.example(index, epoch))));

  beforeAll(async () => {
    root = await temporaryFolder();
    await mkdir(join(root, "data/imm"), { recursive: true });
    for (const base of ["01-1m", "01-2m", "01-3m", "02-1f", "02-2f", "03-1m"])
      await writePlainFace(join(root, "data/imm"), { base, width: base === "01-2m" ? 80 : 64 });
  });
  afterAll(() => Promise.all(open.map((examples) => examples.close())));

  test("is the same with 1, 2 and 4 threads, to the byte", async () => {
    const [one, two, four] = await Promise.all([1, 2, 4].map(async (workers) => all(await load({ workers }))));
    expect(one!.length).toBe(15);
    expect(two).toEqual(one);
    expect(four).toEqual(one);
    expect(new Set(one!.map(({ target }) => target.join())).size).toBe(15);
  });

  test("is the same with pictures in memory, on the disk, and some of each", async () => {
    const memory = await all(await load({ workers: 1 }));
    expect(await all(await load({ memory: 0, workers: 1 }))).toEqual(memory);
    expect(await all(await load({ memory: 2 * 64 * 48 * 3, workers: 1 }))).toEqual(memory);
  });

  test("plain examples are those of validation", async () => {
    const { plain } = await load({ workers: 1 });
    const { target, input } = await plain.example(0, 5);
    expect(plain.target(0, 1).target).toEqual(target);
    expect(target[0]).toBeCloseTo(0.2, 6);
    expect(new Set(input.map((number) => Math.round(number * 50))).size).toBe(1);
  });

  test("a store gives back what was put in", () => {
    const store = new ByteStore(picture.data.length + 10);
    const stored = [picture, waves(20, 30), waves(31, 7)].map((each) => storePicture(store, each));
    expect(stored.map(({ at }) => at instanceof SharedArrayBuffer)).toEqual([true, false, false]);
    expect(stored.map(readPicture)).toEqual([picture, waves(20, 30), waves(31, 7)]);
    store.close();
  });
});
