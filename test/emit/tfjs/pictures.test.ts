import { expect, test } from "vitest";
import * as beside from "../../../compiler/5-emit/beside/pictures.ts";
import { growBox } from "../../../lib/box.ts";
import { toGray } from "../../../lib/color.ts";
import { compose, type Matrix, resizing } from "../../../lib/matrix.ts";
import type { BytePicture } from "../../../lib/picture.ts";
import { resample } from "../../../lib/resample.ts";
import { documentRequests } from "./support/document-requests.ts";
import { importEmitted } from "./support/emitted-module.ts";

function picture(width: number, height: number, channels: number) {
  const data = Uint8Array.from({ length: width * height * channels }, (_, at) => (at * 2654435761) >>> 24);
  return { width, height, channels, data };
}

/** The largest difference from what training makes of the same part of a picture. */
function difference(source: BytePicture, part: beside.Box, height: number, width: number): number {
  const shift: Matrix = [1, 0, -part.left, 0, 1, -part.top];
  const matrix = compose(resizing(part, { width, height }), shift);
  const expected = toGray(resample(source, matrix, { width, height })).data;
  const actual = beside.grayscale(beside.resized(source, part, height, width)).data;
  return Math.max(...actual.map((number, at) => Math.abs(number - expected[at]!)));
}

test.each([
  ["shrinks", picture(64, 48, 3), 12, 16],
  ["grows", picture(5, 4, 3), 11, 9],
  ["stays", picture(8, 6, 3), 6, 8],
  ["shrinks by a broken factor, one axis only", picture(37, 10, 3), 10, 11],
] as const)("a picture that %s is what training makes of it", (_, source, height, width) => {
  expect(difference(source, beside.wholeOf(source), height, width)).toBeLessThan(1e-6);
});

test("a part that reaches over the edges is what training makes of it", () => {
  const source = picture(40, 30, 3);
  const box = { left: -4, top: 7, width: 30, height: 28 };
  expect(beside.grown(box, 1.25)).toEqual(growBox(box, 1.25));
  expect(difference(source, beside.grown(box, 1.25), 12, 12)).toBeLessThan(1e-6);
});

test("opacity is left out, and gray is gray", () => {
  const gray = picture(6, 5, 1);
  const bytes = (count: number) => ({
    ...gray,
    data: Uint8ClampedArray.from({ length: 30 * count }, (_, at) =>
      at % 4 === 3 && count === 4 ? 7 : gray.data[Math.floor(at / count)]!,
    ),
  });
  const seen = [gray, bytes(3), bytes(4)].map((one) => beside.resized(one, beside.wholeOf(one), 3, 4).data);
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
  expect(() => beside.resized({ ...gray, height: 4 }, beside.wholeOf(gray), 3, 4)).toThrow("6x4 pixels");
});

test("points go to a part's shares and back", () => {
  const part = { left: 3, top: -2, width: 20, height: 10 };
  const points = [
    { x: 2.5, y: -2.5 },
    { x: 12.25, y: 4 },
  ]; // the first is the part's corner
  const shares = beside.sharesOf(part, points);
  expect(shares.slice(0, 2)).toEqual([0, 0]);
  expect(beside.pointsIn(part, shares)).toEqual(points);
});

test("the emitted module takes a picture, and gives its points in pixels", async () => {
  const model = await importEmitted(documentRequests[0]!, "js");
  await model.ready();
  const face = picture(64, 48, 3);
  const input = model.toInput(face);
  expect(input.shape).toEqual([1, 60, 80, 1]);
  expect(Math.abs(input.min().dataSync()[0]!)).toBeLessThanOrEqual(0.5);
  const weights = model.create(1);
  const [point] = await model.locate(weights, face);
  const [x, y] = model.predict(weights, input).dataSync() as unknown as [number, number];
  expect(point).toEqual({ x: x * 64 - 0.5, y: y * 48 - 0.5 });
  const back = model.toTarget([point!], face).dataSync();
  expect(back[0]).toBeCloseTo(x, 5);
  expect(back[1]).toBeCloseTo(y, 5);
});
