import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { csv } from "../../compiler/datasets/csv.ts";
import { csvFaces } from "../../compiler/datasets/csv-faces.ts";
import { DataError } from "../../compiler/datasets/reader.ts";
import { sourceType } from "../../compiler/datasets/source-type.ts";
import type { ExamplePlan } from "../../compiler/ir/plan.ts";
import { loadExamples } from "../../runtime/data/examples.ts";
import { SpecDataError } from "../../runtime/data/spec-data-error.ts";
import { loadSplits } from "../../runtime/train/splits.ts";
import { origin, plan, step, temporaryFolder } from "./fixtures.ts";
import { inMemory, readAll, schemeOf } from "./reading.ts";

const scheme = schemeOf(2, { left_eye_center: 0, nose_tip: 1 });
const header = "left_eye_center_x,left_eye_center_y,nose_tip_x,nose_tip_y,Image";
const parameters = { path: "data", train: "training.csv", boxes: false, pixels: [2, 3] };

describe("pixels in a CSV file", () => {
  test("are found by their row, with points that the scheme names", async () => {
    const rows = ["0.5,1,,,0 1 2 3 4 5", '1,1,2,0,"9 9 9 9 9 255"'];
    const text = `${header}\r\n${rows[0]}\r\n\r\n${rows[1]}\r\n`;
    const [first, second] = await readAll(csv, inMemory({ "training.csv": text }, 7), parameters, scheme);
    const offset = header.length + 2;
    expect(first).toEqual({
      id: "training.csv:2",
      image: "training.csv:2",
      pixels: { offset, length: rows[0]!.length + 1, column: 4, height: 2, width: 3 },
      group: expect.any(String),
      points: Float64Array.of(0.5, 1, Number.NaN, Number.NaN),
      annotated: Uint8Array.of(1, 0),
      frame: "pixels",
      place: { file: "training.csv", line: 2 },
      tags: { file: "train" },
    });
    expect(second).toMatchObject({ id: "training.csv:4", pixels: { offset: offset + rows[0]!.length + 4 } });
  });

  test("say what pictures are before any step", () => {
    expect(sourceType(csv, scheme, parameters).image.shape).toEqual([1, 2, 3]);
    expect(sourceType(csv, scheme, { ...parameters, pixels: undefined as never }).image.shape[0]).toBe(3);
  });

  test("may stand in a file without points, such as a competition's", async () => {
    const files = inMemory({ "test.csv": "ImageId,Image\n1,0 1 2 3 4 5\n2,5 4 3 2 1 0\n" });
    const faces = [];
    for await (const face of csvFaces(files, "test.csv", { boxes: false, pixels: [2, 3] })) faces.push(face);
    expect(faces).toMatchObject([{ image: "test.csv:2" }, { image: "test.csv:3", pixels: { column: 1 } }]);
  });
});

describe("a data set of such pixels", () => {
  const planOf = (split: ExamplePlan["dataset"]["split"], steps: ExamplePlan["steps"] = []): ExamplePlan => {
    const base = plan("data", { steps: [step("mask_points", { outside: true }), ...steps] });
    const source = { name: "csv", parameters: { ...parameters, test: "test.csv" }, origin };
    return { ...base, dataset: { ...base.dataset, keypoints: scheme, source, split } };
  };
  const byFile = { name: "by_file", parameters: {}, origin };
  const projectOf = async (training: readonly string[], others: readonly string[] = ["1,1,0,1,9 9 9 9 9 9"]) => {
    const root = await temporaryFolder();
    await mkdir(join(root, "data"));
    await writeFile(join(root, "data/training.csv"), [header, ...training].join("\n"));
    await writeFile(join(root, "data/test.csv"), [header, ...others].join("\n"));
    return root;
  };

  test.each([
    ["made once", []],
    ["made anew", [step("shift", { by: 0 }, "train")]],
  ])("gives gray pictures, %s", async (_, steps) => {
    const root = await projectOf(["0.5,1,,,0 51 102 153 204 255"]);
    const examples = await loadExamples(planOf(byFile, steps), { root, split: "train", seed: 1, workers: 1 });
    const { input, shape, target, visible } = await examples.example(0, 1);
    expect(shape).toEqual([1, 2, 3]);
    for (const [index, value] of [0, 0.2, 0.4, 0.6, 0.8, 1].entries()) expect(input[index]).toBeCloseTo(value, 6);
    expect([...target]).toEqual([1 / 3, 0.75, 0, 0].map(Math.fround));
    expect([...visible!]).toEqual([1, 0]);
    expect(await examples.picture(0)).toMatchObject({ width: 3, height: 2, channels: 1 });
    await examples.close();
  });

  test.each([
    ["too few", "1 2 3 4 5", "has 5 pixels, where a picture of 3x2 has 6"],
    ["too many", "1 2 3 4 5 6 7", "has 7 pixels, where a picture of 3x2 has 6"],
    ["none", "", "has 0 pixels, where a picture of 3x2 has 6"],
    ["one that is too bright", "1 2 3 4 5 256", "has a pixel of 256; they go from 0 to 255"],
    ["a fraction", "1 2 3.5 4 5 6", 'has pixels "2 3.5 4 5 6", which are no whole numbers'],
    ["a negative one", "1 2 3 4 5 -6", 'has pixels " 5 -6", which are no whole numbers'],
    ["a path", "faces/1.png", 'has pixels "faces/1.png", which are no whole numbers'],
  ])("tells of %s, with the row", async (_, pixels, message) => {
    const root = await projectOf(["0,0,1,1,1 2 3 4 5 6", `0,0,1,1,${pixels}`]);
    const error = await loadExamples(planOf(byFile), { root, split: "train", seed: 1 }).catch((caught) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({ file: "data/training.csv", line: 3, message });
  });

  test("keeps copies of a picture in one part of a random split, and tells of those in both of another", async () => {
    const copies = Array.from({ length: 30 }, (_, row) => `0,0,1,1,${(row % 3) + 10} 0 0 0 0 0`);
    const root = await projectOf(copies, [copies[1]!]);
    const random = { name: "random", parameters: { validation: 0.4, seed: 3 }, origin };
    const alone = planOf(random);
    const source = { ...alone.dataset.source, parameters };
    const { train, validation, close } = await loadSplits(
      { examples: { ...alone, dataset: { ...alone.dataset, source } }, seed: 1 } as never,
      root,
    );
    expect([train.ids.length, validation.ids.length]).toEqual([20, 10]);
    await close();
    const error = await loadExamples(planOf(byFile), { root, split: "train", seed: 1 }).catch((caught) => caught);
    expect((error as SpecDataError).diagnostics[0]!.message).toBe(
      "training.csv:30 (training) and test.csv:2 (validation) are the same picture",
    );
    expect(error).toBeInstanceOf(SpecDataError);
  });
});
