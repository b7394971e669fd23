import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { DataError } from "../../compiler/datasets/reader.ts";
import { decode } from "../../runtime/data/decode.ts";
import { placeNumbers } from "../../runtime/pictures/number-places.ts";
import { contactSheet, overlayPicture } from "../../runtime/pictures/overlay.ts";
import { temporaryFolder } from "./fixtures.ts";

/** Pixels of a picture file, read as [red, green, blue] at a place. */
async function pixels(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
  const places = Array.from(
    { length: info.width * info.height },
    (_, k) => [k % info.width, Math.floor(k / info.width)] as const,
  );
  const middleOf = (matches: (color: readonly number[]) => boolean) => {
    const found = places.filter(([x, y]) => matches(at(x, y)));
    return [0, 1].map((axis) => found.reduce((sum, place) => sum + place[axis]!, 0) / found.length);
  };
  return { ...info, at, middleOf };
}

const isGreen = ([r, g, b]: readonly number[]) => g! > 190 && r! < 120 && b! < 140;
const isOrange = ([r, g, b]: readonly number[]) => r! > 220 && g! > 110 && g! < 170 && b! < 80;

const isWhite = (color: readonly number[]) => Math.min(...color) > 220;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function meet([a, b]: readonly Box[]): boolean {
  const apart =
    a!.x + a!.width <= b!.x || b!.x + b!.width <= a!.x || a!.y + a!.height <= b!.y || b!.y + b!.height <= a!.y;
  return !apart;
}

describe("pictures with points", () => {
  const gray = { width: 640, height: 480, channels: 1, data: new Uint8Array(640 * 480).fill(80) };
  // One that is read when its turn comes.
  const picture = async () => gray;

  test("show the truth in green and the prediction in orange, each in its place", async () => {
    const marked = { picture, truth: [200, 150], prediction: [400, 300] };
    const { width, height, middleOf } = await pixels(await overlayPicture(marked, "png"));
    expect([width, height]).toEqual([640, 480]);
    const [green, orange] = [middleOf(isGreen), middleOf(isOrange)];
    for (const [seen, meant] of [
      [green, marked.truth],
      [orange, marked.prediction],
    ] as const) {
      expect(seen[0]).toBeCloseTo(meant[0]!, 0);
      expect(seen[1]).toBeCloseTo(meant[1]!, 0);
    }
  });

  test("may show one of the two alone, or points that lie outside", async () => {
    const { middleOf } = await pixels(await overlayPicture({ picture, prediction: [400, 300, -50, 900] }, "png"));
    expect(middleOf(isOrange)[0]).toBeCloseTo(400, 0);
    expect(middleOf(isGreen)).toEqual([Number.NaN, Number.NaN]);
  });

  test("write a number beside its point, and none for a point of which nobody knows the place", async () => {
    const marked = { picture, truth: [200, 150, Number.NaN, Number.NaN], numbers: [52, 7] };
    const { middleOf } = await pixels(await overlayPicture(marked, "png"));
    const [x, y] = middleOf(isWhite);
    expect(x).toBeGreaterThan(207);
    expect(x).toBeLessThan(240);
    expect(y).toBeCloseTo(150, -1);
  });

  test("numbers of points that lie close stand clear of each other and of the points", () => {
    const [height, radius] = [10, 3];
    const points = [0, 1, 2, 3].map((k) => ({ number: 10 + k, x: 100 + 9 * k, y: 100 }));
    const numbers = placeNumbers(points, height, radius);
    const marks = points.map(({ x, y }) => ({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }));
    const boxes = [...numbers, ...marks];
    for (const number of numbers)
      for (const other of boxes.filter((box) => box !== number)) expect([number, other]).not.toSatisfy(meet);
  });

  test("come as PNG or JPEG", async () => {
    expect((await sharp(await overlayPicture({ picture }, "jpeg")).metadata()).format).toBe("jpeg");
    expect((await sharp(await overlayPicture({ picture }, "png")).metadata()).format).toBe("png");
  });

  test("of a file that is no picture are a located error", async () => {
    const broken = join(await temporaryFolder(), "broken.jpg");
    await writeFile(broken, "not a picture");
    const picture = async () => decode(await readFile(broken), broken);
    const error = await overlayPicture({ picture }, "png").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).file).toBe(broken);
  });

  test("stand in rows on a contact sheet", async () => {
    const marked = { picture, truth: [320, 240] };
    const sheet = await pixels(
      await contactSheet(new Array(5).fill(marked), "png", { columns: 3, tileWidth: 160, tileHeight: 120 }),
    );
    expect([sheet.width, sheet.height]).toEqual([3 * 164 + 4, 2 * 124 + 4]);
    expect(sheet.at(4 + 20, 4 + 20)).toEqual([0x50, 0x50, 0x50]);
    expect(sheet.at(sheet.width - 20, sheet.height - 20)).toEqual([24, 24, 24]);
    expect(sheet.at(1, 1)).toEqual([24, 24, 24]);
  });
});
