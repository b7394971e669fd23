import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { ChosenExperiment } from "../../cli/experiment.ts";
import { namedFaces, parseBox } from "../../cli/face-boxes.ts";
import { DataError } from "../../compiler/datasets/reader.ts";
import type { Box } from "../../lib/box.ts";
import { predictFiles } from "../../runtime/predict/predict.ts";
import { predictionsToKaggle } from "../../runtime/predict/write.ts";
import { noseSteps, plan, step, temporaryFolder, writePlainFace } from "./fixtures.ts";

const cropSteps = [
  step("keep_points", { points: ["nose_tip"] }),
  step("grayscale", {}),
  step("crop", { margin: 1.25 }),
  step("resize", { height: 30, width: 40 }),
];

/** Where a network that always answers with this share of what it sees puts the point in a picture of 64x48 pixels. */
async function predicted(share: readonly [number, number], box?: Box) {
  const folder = await temporaryFolder();
  await writePlainFace(folder, { base: "01-1m" });
  const options = {
    plan: plan("data/imm", { steps: cropSteps }),
    predict: async () => [Float32Array.from(share)],
    inputShape: [1, 30, 40],
  };
  const face = { file: join(folder, "01-1m.jpg"), ...(box === undefined ? {} : { box }) };
  const predictions = [];
  for await (const prediction of predictFiles([face], options)) predictions.push(prediction);
  return predictions;
}

// 1.25 times as long about the same centre: columns 7..16, rows 5..24, whose edges are the network's 0 and 1.
const box = { left: 8, top: 7, width: 8, height: 16 };

test.each([
  [
    [0, 0],
    [6.5, 4.5],
  ],
  [
    [1, 1],
    [16.5, 24.5],
  ],
  [
    [0.5, 0.25],
    [11.5, 9.5],
  ],
] as const)("what is seen at %s of a crop lies at %s in the photo", async (share, [x, y]) => {
  const [{ points } = { points: [] }] = await predicted(share, box);
  expect(points[0]!.x).toBeCloseTo(x, 5);
  expect(points[0]!.y).toBeCloseTo(y, 5);
});

test("without a box the whole picture is one, and its margin lies outside", async () => {
  const [{ points } = { points: [] }] = await predicted([0, 0]);
  expect(points[0]!.x).toBeCloseTo(-8.5, 5);
  expect(points[0]!.y).toBeCloseTo(-6.5, 5);
});

test("a submission counts the numbers of all pictures from 0, x before y", async () => {
  const two = [...(await predicted([0, 0], box)), ...(await predicted([1, 1], box))];
  expect(predictionsToKaggle(two)).toBe("Id,Predicted\n0,6.500\n1,4.500\n2,16.500\n3,24.500\n");
});

test("a box is four numbers, with a size", () => {
  expect(parseBox("-3,4.5,20,30")).toEqual({ left: -3, top: 4.5, width: 20, height: 30 });
  for (const text of ["1,2,3", "1,2,3,4,5", "1,2,0,4", "1,2,x,4", "1,2,,4", ""])
    expect(() => parseBox(text)).toThrow("--box takes left,top,width,height in pixels");
});

describe("faces that are named on the command line", () => {
  let list: string;
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    list = join(folder, "list.xml");
    const box = (left: number) => `<box height="30" left="${left}" top="2" width="20"></box>`;
    const images = [`<image file="b.jpg">${box(1)}${box(50)}</image>`, `<image file="a.jpg">${box(9)}</image>`];
    await writeFile(list, `<dataset><images>${images.join("")}</images></dataset>`);
  });
  const chosen = (steps = cropSteps) =>
    ({ plan: { name: "Nose", examples: plan("nowhere", { steps }) }, root: folder }) as unknown as ChosenExperiment;
  const faces = (named: Partial<Parameters<typeof namedFaces>[0]>, steps = cropSteps) =>
    namedFaces({ images: [], box: undefined, boxes: undefined, ...named }, chosen(steps));
  const face = (file: string, left: number) => ({
    file: join(folder, file),
    box: { left, top: 2, width: 20, height: 30 },
  });

  test("are all of a list of boxes, in its order, or those of the pictures that are named", async () => {
    expect(await faces({ boxes: list })).toEqual([face("b.jpg", 1), face("b.jpg", 50), face("a.jpg", 9)]);
    expect(await faces({ boxes: list, images: [join(folder, "a.jpg")] })).toEqual([face("a.jpg", 9)]);
    await expect(faces({ boxes: list, images: ["c.jpg"] })).rejects.toThrow(
      new DataError("has no picture c.jpg", list),
    );
  });

  test("have the box that is given, and else their whole pictures", async () => {
    const box = { left: 1, top: 2, width: 3, height: 4 };
    expect(await faces({ images: ["a.jpg", "b.jpg"], box: "1,2,3,4" })).toEqual([
      { file: "a.jpg", box },
      { file: "b.jpg", box },
    ]);
    expect(await faces({ images: ["a.jpg"] })).toEqual([{ file: "a.jpg" }]);
  });

  test("have no box where examples show whole pictures, or where two are meant", async () => {
    for (const named of [{ box: "1,2,3,4" }, { boxes: list }])
      await expect(faces({ images: ["a.jpg"], ...named }, noseSteps)).rejects.toThrow("is for examples that crop()");
    await expect(faces({ box: "1,2,3,4", boxes: list })).rejects.toThrow("--box or --boxes, not both");
  });
});
