import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyTo, compose, type Matrix, resizing } from "../../lib/matrix.ts";
import type { Picture, Size } from "../../lib/picture.ts";
import { resample } from "../../lib/resample.ts";

interface Golden {
  readonly from: readonly [height: number, width: number];
  readonly to: readonly [height: number, width: number];
  readonly source: readonly number[];
  readonly expected: readonly number[];
}

const goldens: { cases: readonly Golden[] } = JSON.parse(
  readFileSync(new URL("goldens/resize.json", import.meta.url), "utf8"),
);

function gray(width: number, height: number, numbers: readonly number[]): Picture {
  return { width, height, channels: 1, data: Float32Array.from(numbers) };
}

function resize(picture: Picture, to: Size): Picture {
  return resample(picture, resizing(picture, to), to);
}

describe("resizing", () => {
  test.each(goldens.cases)("equals PyTorch's antialiased bilinear: $from to $to", ({ from, to, source, expected }) => {
    const data = Float32Array.from(source, (byte) => byte / 255);
    const resized = resize({ width: from[1], height: from[0], channels: 3, data }, { width: to[1], height: to[0] });
    const worst = Math.max(...expected.map((number, index) => Math.abs(number - resized.data[index]!)));
    expect(worst).toBeLessThan(2e-6);
  });

  test("to half weighs four pixels 1 3 3 1, and renormalises at the edges", () => {
    const { data } = resize(gray(6, 1, [8, 0, 0, 0, 0, 16]), { width: 3, height: 1 });
    expect([...data]).toEqual([Math.fround((8 * 3) / 7), 0, Math.fround((16 * 3) / 7)]);
    const middle = resize(gray(6, 1, [0, 8, 16, 24, 32, 0]), { width: 3, height: 1 });
    expect(middle.data[1]).toBeCloseTo((8 * 1 + 16 * 3 + 24 * 3 + 32 * 1) / 8, 5);
  });

  test("to double interpolates at quarters, and holds the edge", () => {
    const { data } = resize(gray(2, 1, [0, 4]), { width: 4, height: 1 });
    expect([...data]).toEqual([0, 1, 3, 4]);
  });

  test("to its own size changes nothing", () => {
    const picture = gray(3, 2, [1, 2, 3, 4, 5, 6]);
    expect([...resize(picture, picture).data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("keeps a flat picture flat", () => {
    const sizes = fc.record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(sizes, sizes, (from, to) => {
        const flat = gray(from.width, from.height, new Array(from.width * from.height).fill(0.3));
        for (const number of resize(flat, to).data) expect(number).toBeCloseTo(0.3, 6);
      }),
    );
  });
});

describe("other maps", () => {
  test("a flip mirrors, a shift of whole pixels moves, and what comes from outside is filled", () => {
    const picture = gray(3, 1, [1, 2, 3]);
    expect([...resample(picture, [-1, 0, 2, 0, 1, 0], picture).data]).toEqual([3, 2, 1]);
    expect([...resample(picture, [1, 0, 1, 0, 1, 0], picture, 9).data]).toEqual([9, 1, 2]);
  });

  test("a quarter turn moves pixels without blurring them", () => {
    const picture = gray(3, 2, [1, 2, 3, 4, 5, 6]);
    const turned = resample(picture, [0, 1, 0, -1, 0, 2], { width: 2, height: 3 });
    expect([...turned.data]).toEqual([3, 6, 2, 5, 1, 4]);
  });
});

/** A bell of light whose peak lies at (x, y). */
function blob({ width, height }: Size, x: number, y: number, deviation: number): Picture {
  const data = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      data[row * width + column] = Math.exp(-((column - x) ** 2 + (row - y) ** 2) / (2 * deviation ** 2));
    }
  }
  return { width, height, channels: 1, data };
}

/** Where the light of a picture has its centre. */
function centroid({ width, height, data }: Picture): readonly [number, number] {
  let [sum, x, y] = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const light = data[row * width + column]!;
      sum += light;
      x += light * column;
      y += light * row;
    }
  }
  return [x / sum, y / sum];
}

/** Turns about the middle, then scales and shifts; the middle stays near the middle, so that the blob stays inside. */
function turning(from: Size, to: Size, degrees: number, shift: readonly [number, number]): Matrix {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [cx, cy] = [(from.width - 1) / 2, (from.height - 1) / 2];
  const turn: Matrix = [cos, sin, cx - cos * cx - sin * cy, -sin, cos, cy + sin * cx - cos * cy];
  return compose([1, 0, shift[0], 0, 1, shift[1]], compose(resizing(from, to), turn));
}

describe("a peak and its point land on the same place", () => {
  const from = { width: 120, height: 90 };
  const target = fc.record({ width: fc.integer({ min: 30, max: 180 }), height: fc.integer({ min: 24, max: 140 }) });
  const middle = fc.tuple(fc.double({ min: 52, max: 68, noNaN: true }), fc.double({ min: 38, max: 52, noNaN: true }));

  test("after resizing", () => {
    fc.assert(
      fc.property(target, middle, (to, [x, y]) => {
        const [px, py] = centroid(resize(blob(from, x, y, 6), to));
        const [ex, ey] = applyTo(resizing(from, to), x, y);
        expect(Math.hypot(px - ex, py - ey)).toBeLessThan(0.02);
      }),
    );
  });

  test("after turning, resizing and shifting in one", () => {
    const turn = fc.double({ min: -40, max: 40, noNaN: true });
    const shift = fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }));
    fc.assert(
      fc.property(target, middle, turn, shift, (to, [x, y], degrees, by) => {
        const matrix = turning(from, to, degrees, by);
        const [px, py] = centroid(resample(blob(from, x, y, 4), matrix, to));
        const [ex, ey] = applyTo(matrix, x, y);
        expect(Math.hypot(px - ex, py - ey)).toBeLessThan(0.05);
      }),
    );
  });
});
