import { rmSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { kpc, printed, told } from "./support/kpc.ts";
import { makeProject } from "./support/project.ts";

interface Measured {
  readonly loss: number;
  readonly mse: number;
  readonly pixelError: number;
  readonly metrics: { readonly nme?: number };
}

interface Evaluated {
  readonly model: Measured;
  readonly meanPoint: Measured;
  readonly best: readonly (Measured & {
    readonly id: string;
    readonly points: readonly number[];
    readonly truth: readonly number[];
    readonly predicted: readonly number[];
  })[];
}

const size = { width: 32, height: 24 };

/** Where the two dots of each face are; of every four faces, one lacks the left dot and one the right one. */
const faces = Array.from({ length: 16 }, (_, face) => ({
  left: face % 4 === 3 ? undefined : { x: 4 + (face % 5), y: 5 + face },
  right: face % 4 === 1 ? undefined : { x: 18 + (face % 6), y: 20 - face },
}));

const spec = `keypoints Dots { count: 2; names: { left: 0, right: 1 } }

dataset Faces {
  source: csv("data/dots", train: "train.csv", test: "test.csv")
  keypoints: Dots
  split: by_file()
}

examples DotExamples from Faces {
  augment train { shift(10%) }
  mask_points()
  grayscale()
  resize(24, 32)
  scale(-0.5..0.5)
}

model Tiny {
  input image: image[1, 24, 32] in -0.5..0.5

  conv1 = conv2d(4, kernel: 3, padding: 1)
  maxpool2d(2)
  relu()
  flatten()
  fc = linear(4)

  output dots: points[2]
}

experiment Dots {
  model: Tiny
  data: DotExamples
  loss: mse()
  optimizer: adam(lr: 3e-3)
  epochs: 4
  accumulate: 2
  metrics: [mae(), nme(between: [left, right])]
  batch: 3
  seed: 7
}
`;

const bare = spec.replace("  mask_points()\n", "");

let root: string;

beforeAll(async () => {
  root = makeProject({ faces: "none", files: { "spec.kpnet": spec, "bare.kpnet": bare, ...(await data()) } });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function data(): Promise<Record<string, string | Uint8Array>> {
  const cell = (dot: { x: number; y: number } | undefined) => (dot === undefined ? "," : `${dot.x},${dot.y}`);
  const rows = faces.map(({ left, right }, face) => `${face}.png,${cell(left)},${cell(right)}\n`);
  const header = "image,left_x,left_y,right_x,right_y\n";
  const pictures = await Promise.all(
    faces.map(async ({ left, right }, face) => {
      const pixels = new Uint8Array(size.width * size.height);
      for (const dot of [left, right]) if (dot !== undefined) pixels[dot.y * size.width + dot.x] = 255;
      const png = await sharp(pixels, { raw: { ...size, channels: 1 } })
        .png()
        .toBuffer();
      return [`data/dots/${face}.png`, png] as const;
    }),
  );
  const lists = { "data/dots/train.csv": rows.slice(0, 12), "data/dots/test.csv": rows.slice(12) };
  return {
    ...Object.fromEntries(pictures),
    ...Object.fromEntries(Object.entries(lists).map(([path, list]) => [path, header + list.join("")])),
  };
}

it("refuses faces that lack points unless the examples hide them", () => {
  const message = told(kpc(["train", "bare.kpnet"], { cwd: root }), 3);
  expect(message).toContain("lacks point 1, of those that the examples keep; with mask_points()");
});

it("trains on them, the same on any number of threads, and measures what can be seen", () => {
  for (const threads of ["1", "2"]) {
    const { status, stderr } = kpc(["train", "spec.kpnet", "--threads", threads, "--out", `threads-${threads}`], {
      cwd: root,
    });
    expect(status, stderr).toBe(0);
    expect(stderr).not.toContain("NaN");
  }
  const evaluated = (run: string) => JSON.parse(printed(kpc(["evaluate", run, "--json"], { cwd: root }))) as Evaluated;
  const { model, meanPoint, best } = evaluated("threads-1");
  const other = evaluated("threads-2");
  expect(Math.abs(model.loss / other.model.loss - 1)).toBeLessThan(1e-3);
  expect(best).toHaveLength(4);
  for (const { id, points, truth, predicted } of best) {
    const { left, right } = faces[Number.parseInt(id, 10)]!;
    const seen = [left, right].flatMap((dot, index) => (dot === undefined ? [] : [{ index, dot }]));
    expect(points).toEqual(seen.map(({ index }) => index));
    expect(predicted).toHaveLength(2 * seen.length);
    expect(truth.map((number) => Number(number.toFixed(3)))).toEqual(seen.flatMap(({ dot }) => [dot.x, dot.y]));
  }
  const count = best.reduce((sum, { points }) => sum + points.length, 0);
  expect(count).toBeLessThan(8);
  const overPoints = (key: "loss" | "mse" | "pixelError") =>
    best.reduce((sum, each) => sum + each[key] * each.points.length, 0) / count;
  for (const key of ["loss", "mse", "pixelError"] as const) expect(model[key]).toBeCloseTo(overPoints(key), 9);
  // Only faces that show both dots have the distance that divides.
  const whole = best.filter(({ points }) => points.length === 2);
  expect(best.filter(({ metrics }) => metrics.nme !== undefined)).toEqual(whole);
  expect(model.metrics.nme).toBeCloseTo(whole.reduce((sum, { metrics }) => sum + metrics.nme!, 0) / whole.length, 9);
  expect(meanPoint.loss).toBeGreaterThan(0);
  expect(meanPoint.loss).toBeLessThan(0.1);
});

it("learns a few of them by heart, shows them, and reports on them", () => {
  const { status, stderr } = kpc(["train", "spec.kpnet", "--overfit", "4"], { cwd: root });
  expect(status, stderr).toBe(0);
  expect(kpc(["data", "show", "spec.kpnet", "--out", "sheet.png"], { cwd: root })).toMatchObject({ status: 0 });
  expect(kpc(["report", "threads-1"], { cwd: root })).toMatchObject({ status: 0 });
  expect(kpc(["evaluate", "threads-1", "--pictures"], { cwd: root })).toMatchObject({ status: 0 });
});
