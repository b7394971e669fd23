import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { DataError } from "../../compiler/datasets/reader.ts";
import { loadExamples } from "../../runtime/data/examples.ts";
import { errorOfConstant, meanTarget } from "../../runtime/data/mean-point.ts";
import { SpecDataError } from "../../runtime/data/spec-data-error.ts";
import { noseSteps, plan, realFaces, somePoints, step, temporaryFolder, writePlainFace } from "./fixtures.ts";

const people = { train: [1, 2], validation: [3] };

/** A project with three people in data/imm, each of another brightness. */
async function smallProject(): Promise<string> {
  const root = await temporaryFolder();
  await mkdir(join(root, "data/imm"), { recursive: true });
  for (const base of ["01-1m", "01-2m", "02-1f", "03-1m"]) await writePlainFace(join(root, "data/imm"), { base });
  return root;
}

async function failure(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error("it did not fail"),
    (error: Error) => error,
  );
}

describe("examples", () => {
  let root: string;
  beforeAll(async () => {
    root = await smallProject();
  });
  const load = (split: "train" | "validation", more = {}) =>
    loadExamples(plan("data/imm", people), { root, split, seed: 1, ...more });

  test("of each split are those that it names, in the dataset's order", async () => {
    expect((await load("train")).ids).toEqual(["01-1m", "01-2m", "02-1f"]);
    const validation = await load("validation");
    expect(validation.ids).toEqual(["03-1m"]);
    expect(validation.images).toEqual([join(root, "data/imm/03-1m.jpg")]);
  });

  test("have the shape, range and points that the plan says", async () => {
    const examples = await load("train");
    expect(examples.inputShape).toEqual([1, 60, 80]);
    expect(examples.kept).toEqual([52]);
    const { input, target, toSource } = await examples.example(0, 1);
    expect(input.length).toBe(4800);
    // Of red 120, green 90, blue 147, as far as JPEG keeps them.
    expect(input[0]).toBeCloseTo((0.299 * 120 + 0.587 * 90 + 0.114 * 147) / 255 - 0.5, 1);
    expect([...target]).toEqual([...Float32Array.from(somePoints().slice(104, 106))]);
    // 64 x 48 to 80 x 60, from edge to edge.
    expect(toSource.map((x) => Number(x.toFixed(9)))).toEqual([0.8, 0, -0.1, 0, 0.8, -0.1]);
  });

  test("of three channels come channels first", async () => {
    const examples = await loadExamples(plan("data/imm", { ...people, steps: [] }), { root, split: "train", seed: 1 });
    expect(examples.inputShape).toEqual([3, 48, 64]);
    const { input } = await examples.example(0, 1);
    const plane = 48 * 64;
    for (const [channel, byte] of [120, 90, 147].entries()) {
      expect(input[channel * plane]).toBeCloseTo(byte / 255, 1);
      expect(input[channel * plane + plane - 1]).toBeCloseTo(byte / 255, 1);
    }
  });

  test("are the same however many are decoded at a time", async () => {
    const [one, many] = await Promise.all([load("train", { concurrency: 1 }), load("train", { concurrency: 8 })]);
    for (const index of one.ids.keys()) {
      expect(await one.example(index, 1)).toEqual(await many.example(index, 1));
    }
  });

  test("keep what a validation example is free of steps of augment train", async () => {
    const steps = [step("scale", { to: { low: 5, high: 6 } }, "train")];
    const examples = await loadExamples(plan("data/imm", { ...people, steps }), { root, split: "validation", seed: 1 });
    expect(Math.max(...(await examples.example(0, 1)).input)).toBeLessThanOrEqual(1);
    const training = await loadExamples(plan("data/imm", { ...people, steps }), { root, split: "train", seed: 1 });
    expect(Math.min(...(await training.example(0, 1)).input)).toBeGreaterThanOrEqual(5);
  });
});

describe("what is wrong with data is told, and where", () => {
  const load = (root: string, options = {}) =>
    failure(loadExamples(plan("data/imm", { ...people, ...options }), { root, split: "train", seed: 1 }));

  test("no such folder: where to put it and how to make a stand-in", async () => {
    const root = await temporaryFolder();
    const error = await load(root);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).file).toBe("data/imm");
    expect(error.message).toContain(`there is no such folder (${join(root, "data/imm")})`);
    expect(error.message).toContain(`kpc data synth imm --out ${relative("", join(root, "data/imm"))}`);
  });

  test("an empty folder", async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, "data/imm"), { recursive: true });
    expect(await load(root)).toMatchObject({
      file: "data/imm",
      message: expect.stringContaining("holds no .asf file"),
    });
  });

  test("a file where the folder should be", async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, "data"));
    await writeFile(join(root, "data/imm"), "");
    expect(await load(root)).toMatchObject({ file: "data/imm", message: "can't be read as a folder: it is a file" });
  });

  test("an annotation that can't be read", async () => {
    const root = await smallProject();
    await rm(join(root, "data/imm/01-2m.asf"));
    await mkdir(join(root, "data/imm/01-2m.asf"));
    expect(await load(root)).toMatchObject({ file: "data/imm/01-2m.asf", message: "can't be read: it is a folder" });
  });

  test("a faulty annotation, with its line", async () => {
    const root = await smallProject();
    const path = join(root, "data/imm/01-2m.asf");
    await writeFile(path, (await readFile(path, "utf8")).replace("01-2m.jpg", "01-1m.jpg"));
    const error = await load(root);
    expect(error).toMatchObject({ file: "data/imm/01-2m.asf" });
    expect((error as DataError).line).toBeGreaterThan(70);
  });

  test.each([
    ["cut off in its pixels", (bytes: Buffer) => bytes.subarray(0, bytes.length * 0.6)],
    ["cut off in its header", (bytes: Buffer) => bytes.subarray(0, 10)],
    ["of zeros", (bytes: Buffer) => Buffer.alloc(bytes.length)],
    ["empty", () => Buffer.alloc(0)],
  ])("a picture that is %s", async (_, damage) => {
    const root = await smallProject();
    const path = join(root, "data/imm/01-2m.jpg");
    const noisy = sharp({
      create: {
        width: 64,
        height: 48,
        channels: 3,
        background: "gray",
        noise: { type: "gaussian", mean: 128, sigma: 40 },
      },
    });
    await writeFile(path, damage(await noisy.jpeg().toBuffer()));
    const error = await load(root);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).file).toBe("data/imm/01-2m.jpg");
    expect(error.message).toMatch(/^is (no picture that can be read: .|empty, where a picture should be)/);
    expect(error.message).not.toContain("\n");
  });

  test("points that the keypoint scheme doesn't count", async () => {
    const root = await smallProject();
    const imm = plan("data/imm", people);
    const keypoints = { ...imm.dataset.keypoints, count: 68 };
    const error = await failure(
      loadExamples({ ...imm, dataset: { ...imm.dataset, keypoints } }, { root, split: "train", seed: 1 }),
    );
    expect(error).toMatchObject({
      file: "data/imm/01-1m.jpg",
      message: "has 58 points, where keypoint scheme Imm58 counts 68",
    });
  });

  test("pictures of several sizes, where nothing resizes them", async () => {
    const root = await smallProject();
    await writePlainFace(join(root, "data/imm"), { base: "02-1f", width: 32, height: 24 });
    expect(await load(root, { steps: [] })).toMatchObject({
      file: "data/imm/02-1f.jpg",
      message: "is 32x24, where the first one is 64x48: a resize() is missing",
    });
  });

  test("people whom the split names and the data lacks, at the split in the spec", async () => {
    const error = await load(await smallProject(), { validation: [3, 40, 41] });
    expect(error).toBeInstanceOf(SpecDataError);
    const { diagnostics, exitCode } = error as SpecDataError;
    expect(exitCode).toBe(3);
    expect(diagnostics.map(({ name, message }) => [name, message])).toEqual([
      ["person_not_in_data", "the split names person 40, 41, of whom data/imm holds no picture"],
    ]);
  });

  test("one picture in both parts, under another name", async () => {
    const root = await smallProject();
    await copyFile(join(root, "data/imm/02-1f.jpg"), join(root, "data/imm/03-1m.jpg"));
    const error = await load(root);
    expect(error).toBeInstanceOf(SpecDataError);
    expect((error as SpecDataError).diagnostics.map(({ name, message }) => [name, message])).toEqual([
      ["image_in_both_splits", "02-1f.jpg (training) and 03-1m.jpg (validation) are the same picture"],
    ]);
  });

  test("a part of the split that nobody is in", async () => {
    const root = await smallProject();
    const error = await failure(
      loadExamples(plan("data/imm", { train: [1, 2, 3], validation: [] }), { root, split: "validation", seed: 1 }),
    );
    expect(error).toMatchObject({ file: "data/imm", message: "holds no picture of the split's validation part" });
  });
});

describe.skipIf(!realFaces.present)("the real faces (skipped where ../shared/data/imm is absent)", () => {
  test.each([
    ["nose", noseSteps, 0.00368, 0.00509],
    ["all points", noseSteps.slice(1), 0.00271, 0.00409],
  ])("always giving the mean has the known error: %s", async (_, steps, trainError, validationError) => {
    const faces = plan(realFaces.path, { steps });
    const train = await loadExamples(faces, { root: realFaces.root, split: "train", seed: 1 });
    const validation = await loadExamples(faces, { root: realFaces.root, split: "validation", seed: 1 });
    expect([train.ids.length, validation.ids.length]).toEqual([192, 48]);
    const mean = await meanTarget(train);
    expect(await errorOfConstant(train, mean)).toBeCloseTo(trainError, 5);
    expect(await errorOfConstant(validation, mean)).toBeCloseTo(validationError, 5);
  });
});
