import sharp from "sharp";
import { expect, test } from "vitest";
import { closeUp, regionAround } from "../../runtime/pictures/close-up.ts";
import { overlayPicture } from "../../runtime/pictures/overlay.ts";

const size = { width: 100, height: 50 };

test("points have half of their extent about them", () => {
  // 30 columns with room are 45; 10 rows lie within.
  expect(regionAround([30, 20, 60, 30], size)).toEqual({ left: 23, top: 3, width: 45, height: 45 });
});

test("one point is shown with its surroundings, and nothing beyond the picture", () => {
  expect(regionAround([50, 25], size)).toEqual({ left: 30, top: 5, width: 40, height: 40 });
  expect(regionAround([1, 49], size)).toEqual({ left: 0, top: 10, width: 40, height: 40 });
});

test("where points fill the picture or none lies in it, it is shown whole", () => {
  expect(regionAround([0, 0, 99, 49], size)).toEqual({ left: 0, top: 0, ...size });
  expect(regionAround([], size)).toEqual({ left: 0, top: 0, ...size });
  expect(regionAround([-20, 200], size)).toEqual({ left: 0, top: 0, ...size });
});

test("a mark lies on its pixel", async () => {
  // One white pixel at (60, 30) of a black picture.
  const data = new Uint8Array(100 * 50 * 3);
  data.fill(255, (30 * 100 + 60) * 3, (30 * 100 + 60) * 3 + 3);
  const picture = { ...size, channels: 3, data };
  const bytes = await overlayPicture(await closeUp({ picture, truth: [60, 30], prediction: [] }, 400), "png");
  const { data: seen, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([400, 400]);
  // The part begins at (40, 10): the pixel's middle is at 205, 205, and the ring about it is green.
  const at = (x: number, y: number) => [...seen.subarray((y * 400 + x) * 3, (y * 400 + x) * 3 + 3)];
  expect(Math.min(...at(205, 205))).toBeGreaterThan(180);
  const [red, green, blue] = at(205 + 4, 205);
  expect(green).toBeGreaterThan(Math.max(red!, blue!) + 40);
});
