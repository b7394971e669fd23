import { existsSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { kpc, printed } from "./support/kpc.ts";
import { project } from "./support/project.ts";

const side = 24;

/** A white dot on black, where the one point is; of every third face nobody says where it is in the second point. */
const faces = Array.from({ length: 36 }, (_, face) => ({ x: 4 + ((face * 7) % 16), y: 4 + ((face * 5) % 16) }));
const pixels = ({ x, y }: { readonly x: number; readonly y: number }) =>
  Array.from({ length: side * side }, (_, at) =>
    Math.max(0, 255 - 60 * Math.hypot((at % side) - x, Math.floor(at / side) - y)).toFixed(0),
  ).join(" ");
const header = "nose_tip_x,nose_tip_y,mouth_x,mouth_y,Image";
const training = faces.map((face, at) => `${face.x},${face.y},${at % 3 === 0 ? "," : "12,20"},${pixels(face)}`);
const test = faces.slice(0, 4).map((face, at) => `${at + 1},${pixels(face)}`);

const spec = `
keypoints Two { count: 2; names: { nose_tip: 0, mouth: 1 } }

dataset Faces {
  source: csv("data/kaggle", train: "training.csv", pixels: [${side}, ${side}])
  keypoints: Two
  split: random(validation: 25%)
}

examples Dots from Faces {
  mask_points()
  augment train { shift(5%) }
  scale(-1..1)
}

model Tiny {
  input image: image[1, ${side}, ${side}] in -1..1

  conv1 = conv2d(4, kernel: 3, padding: 1)
  relu()
  maxpool2d(2)
  flatten()
  fc = linear(4)

  output face: points[2]
}

experiment Dots {
  model: Tiny
  data: Dots
  loss: mse()
  optimizer: adam(lr: 1e-2)
  epochs: 25
  batch: 6
  seed: 1
}
`;

it("data show, train, evaluate, report and predict take the pixels of a CSV file", async () => {
  const cwd = project({
    faces: "none",
    files: {
      "spec.kpnet": spec,
      "data/kaggle/training.csv": [header, ...training].join("\n"),
      "data/kaggle/test.csv": ["ImageId,Image", ...test].join("\r\n"),
    },
  });
  const show = printed(kpc(["data", "show", "spec.kpnet#Dots", "--out", "sheet.png", "--examples", "2"], { cwd }));
  expect(show).toContain("rows, from the top: training.csv:");
  expect(existsSync(join(cwd, "sheet.png"))).toBe(true);

  const { best, meanPoint } = JSON.parse(kpc(["train", "spec.kpnet#Dots", "--json"], { cwd }).stdout);
  expect(best.validation).toBeLessThan(meanPoint.validation);
  const evaluated = printed(kpc(["evaluate", "--pictures"], { cwd }));
  expect(evaluated).toMatch(/worst: training\.csv:\d+ \(/);
  expect(existsSync(join(cwd, "runs/Dots-1/validation.png"))).toBe(true);
  expect(kpc(["report", "runs/Dots-1"], { cwd }).status).toBe(0);

  const list = printed(kpc(["predict", "data/kaggle/test.csv", "--csv", "kaggle"], { cwd }))
    .trimEnd()
    .split("\n");
  expect(list[0]).toBe("Id,Predicted");
  expect(list).toHaveLength(1 + 4 * 4);
  const numbers = list.slice(1).map((line) => Number(line.split(",")[1]));
  for (const [at, { x, y }] of faces.slice(0, 4).entries())
    expect(Math.hypot(numbers[4 * at]! - x, numbers[4 * at + 1]! - y)).toBeLessThan(6);

  const drawn = printed(kpc(["predict", "data/kaggle/training.csv"], { cwd }));
  expect(drawn).toContain("data/kaggle/training.csv:2: nose_tip at ");
  // Enlarged, so that its marks can be seen.
  expect((await sharp(join(cwd, "predictions/training-2.png")).metadata()).width).toBe(336);
});
