import { join } from "node:path";
import { expect, test } from "vitest";
import { parseBox } from "../../cli/face-boxes.ts";
import type { Box } from "../../lib/box.ts";
import { predictFiles } from "../../runtime/predict/predict.ts";
import { predictionsToKaggle } from "../../runtime/predict/write.ts";
import { plan, step, temporaryFolder, writePlainFace } from "./fixtures.ts";

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
    boxIn: () => box,
  };
  const predictions = [];
  for await (const prediction of predictFiles([join(folder, "01-1m.jpg")], options)) predictions.push(prediction);
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
