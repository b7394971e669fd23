import sharp from "sharp";
import { expect, test } from "vitest";
import { correlate, type Planes } from "../../lib/correlate.ts";
import { numberSheet } from "../../runtime/pictures/number-sheet.ts";

const planes = (channels: number, height: number, width: number, numbers: readonly number[]): Planes => ({
  channels,
  height,
  width,
  data: Float32Array.from(numbers),
});

test("a filter is slid over a picture without being turned", () => {
  const picture = planes(1, 2, 3, [1, 2, 3, 4, 5, 6]);
  // By hand: 1*1 + 10*2 + 100*4 + 1000*5, and one column on.
  expect(correlate(picture, planes(1, 2, 2, [1, 10, 100, 1000]))).toEqual(planes(1, 1, 2, [5421, 6532]));
});

test("planes are summed, from the first that the filter's group sees", () => {
  const picture = planes(3, 1, 2, [1, 2, 3, 4, 5, 6]);
  expect(correlate(picture, planes(3, 1, 1, [1, 10, 100])).data).toEqual(Float32Array.of(531, 642));
  expect(correlate(picture, planes(1, 1, 1, [2]), 1).data).toEqual(Float32Array.of(6, 8));
});

test("a sheet shows 0 as gray, and each filter's largest number as white or black", async () => {
  const filters = [planes(1, 1, 2, [0, 3]), planes(1, 1, 2, [-0.5, 0])];
  const bytes = await numberSheet(filters, { tileWidth: 2, columns: 2, gap: 1, smooth: false });
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([5, 1]);
  const pixels = Array.from({ length: 5 }, (_, at) => [data[at * 4], data[at * 4 + 3]]);
  expect(pixels).toEqual([
    [128, 255],
    [255, 255],
    [0, 0],
    [0, 255],
    [128, 255],
  ]);
});
