import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import { transforms } from "../../compiler/transforms/index.generated.ts";
import type { Draw } from "../../compiler/transforms/transform.ts";
import type { Box } from "../../lib/box.ts";
import { adjustBrightness, adjustContrast, adjustHue, adjustSaturation } from "../../lib/color.ts";
import { applyTo, compose, invert, type Matrix } from "../../lib/matrix.ts";
import { type Picture, type Size, toNumbers } from "../../lib/picture.ts";
import { resample } from "../../lib/resample.ts";

/** Made by scripts/goldens/transforms.py; results are thousandths. */
interface Golden extends Size {
  readonly marks: readonly (readonly [number, number])[];
  readonly picture: readonly number[];
  readonly color: Readonly<Record<string, readonly { readonly factor: number; readonly result: number[] }[]>>;
  readonly jitter: { readonly order: readonly (readonly [string, number])[]; readonly result: number[] };
  readonly geometry: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly angle?: number;
  readonly x?: number;
  readonly y?: number;
  readonly factor?: number;
  readonly box?: readonly [left: number, top: number, width: number, height: number];
  readonly size?: readonly [height: number, width: number];
  readonly points?: readonly (readonly [number, number])[];
  readonly result: number[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("goldens/transforms.json", import.meta.url), "utf8"));
const { width, height } = golden;
const bytes = { width, height, channels: 3, data: Uint8Array.from(golden.picture) };
const picture = toNumbers(bytes);
const tolerance = 2 / 255;

/** The furthest that a picture is from what torchvision gives, where `counts`. */
function distance(ours: Picture, theirs: readonly number[], counts = (_x: number, _y: number) => true): number {
  expect(ours.data.length).toBe(theirs.length);
  let worst = 0;
  for (const [at, number] of ours.data.entries()) {
    const pixel = Math.floor(at / ours.channels);
    if (!counts(pixel % ours.width, Math.floor(pixel / ours.width))) continue;
    worst = Math.max(worst, Math.abs(number - theirs[at]! / 1000));
  }
  return worst;
}

const adjust: Readonly<Record<string, (picture: Picture, factor: number) => Picture>> = {
  brightness: adjustBrightness,
  contrast: adjustContrast,
  saturation: adjustSaturation,
  hue: adjustHue,
};

describe("colors are torchvision's", () => {
  const cases = Object.entries(golden.color).flatMap(([name, all]) => all.map((one) => ({ name, ...one })));
  test.each(cases)("$name $factor", ({ name, factor, result }) => {
    expect(distance(adjust[name]!(picture, factor), result)).toBeLessThan(tolerance);
  });

  test("color_jitter, whose draws give the factors and the order", () => {
    const [bright, turn, strong, vivid] = golden.jitter.order.map(([, factor]) => factor);
    const share = (value: number, low: number, high: number) => (value - low) / (high - low);
    // Factors of brightness, contrast and saturation, the turn, then Fisher-Yates: bright, turn, strong, vivid.
    const draws = [
      share(bright!, 0.5, 1.5),
      share(strong!, 0.5, 1.5),
      share(vivid!, 0.5, 1.5),
      share(turn!, -0.2, 0.2),
      0.5,
      0.5,
      0.5,
    ];
    const parameters = { brightness: 0.5, contrast: 0.5, saturation: 0.5, hue: 0.2 };
    expect(orderOf(draws.slice(4))).toEqual([0, 3, 1, 2]);
    expect(distance(applied("color_jitter", parameters, scripted(draws)), golden.jitter.result)).toBeLessThan(
      tolerance,
    );
  });

  test("grayscale", () => {
    const { result } = golden.geometry.find(({ name }) => name === "grayscale")!;
    expect(distance(applied("grayscale", {}), result)).toBeLessThan(tolerance);
  });
});

/** What a transform of numbers makes of the picture. */
function applied(name: keyof typeof transforms, parameters: ParameterValues, draw: Draw = scripted([])): Picture {
  const { rule } = transforms[name];
  if (rule.kind !== "picture") throw new Error(`${name} changes no numbers`);
  return rule.apply(picture, parameters, draw);
}

function scripted(draws: readonly number[]): Draw {
  const left = [...draws];
  return () => {
    if (left.length === 0) throw new Error("more is drawn than was thought");
    return left.shift()!;
  };
}

/** In what order color_jitter's changes are done for its last three draws. */
function orderOf(draws: readonly number[]): number[] {
  const result = [0, 1, 2, 3];
  for (const [k, last] of [3, 2, 1].entries()) {
    const other = Math.floor(draws[k]! * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

interface Moved extends Size {
  readonly matrix: Matrix;
}

/** A geometric transform of a picture of this size. */
function moved(name: string, parameters: ParameterValues, from: Size, draw: Draw, box?: Box): Moved {
  const { rule } = transforms[name as keyof typeof transforms];
  if (rule.kind !== "geometry") throw new Error(`${name} moves nothing`);
  return rule.map({ ...from, box }, parameters, draw);
}

/** A case's transforms, with the draws that make them what torchvision did. */
function moveOf({ name, angle, x, y, factor, box, size }: Case): Moved {
  if (name === "hflip") return moved("hflip", { p: 1 }, bytes, () => 0);
  if (name === "rotate") return moved("rotate", { angle: { low: angle!, high: angle! } }, bytes, () => 0.3);
  if (name === "zoom") return moved("zoom", { factor: { low: factor!, high: factor! } }, bytes, () => 0.3);
  if (name === "shift") {
    const draws = [(x! / width + 1) / 2, (y! / height + 1) / 2];
    return moved("shift", { by: 1 }, bytes, scripted(draws));
  }
  const [left, top, boxWidth, boxHeight] = box ?? [0, 0, width, height];
  const face = { left, top, width: boxWidth, height: boxHeight };
  const cropped = moved("crop", { margin: 1 }, bytes, scripted([]), face);
  if (size === undefined) return cropped;
  const resized = moved("resize", { height: size[0], width: size[1] }, cropped, scripted([]));
  return { ...resized, matrix: compose(resized.matrix, cropped.matrix) };
}

function titleOf({ result: _, points: __, ...said }: Case): string {
  return Object.values(said).join(" ");
}

describe("geometry is torchvision's", () => {
  const cases = golden.geometry.filter(({ name }) => name !== "grayscale");

  test.each(cases.map((each) => [titleOf(each), each] as const))("%s", (_, each) => {
    const { matrix, ...to } = moveOf(each);
    const back = invert(matrix);
    // torchvision mixes the rim of a turned picture with what lies outside; here a pixel is either.
    const counts = (px: number, py: number) => {
      // What is resized in one with a crop sees beyond the crop's edges.
      if (each.name === "crop and resize") return px > 0 && px < to.width - 1 && py > 0 && py < to.height - 1;
      if (each.name !== "rotate") return true;
      const [sx, sy] = applyTo(back, px, py);
      const inside = sx > 0 && sx < width - 1 && sy > 0 && sy < height - 1;
      const outside = sx < -1 || sx > width || sy < -1 || sy > height;
      return inside || outside;
    };
    expect(distance(resample(picture, matrix, to), each.result, counts)).toBeLessThan(tolerance);
    expect(distance(resample(bytes, matrix, to), each.result, counts)).toBeLessThan(tolerance);
  });

  const withPoints = cases.filter(({ points }) => points !== undefined);
  test.each(withPoints.map((each) => [titleOf(each), each] as const))("points: %s", (_, each) => {
    const { matrix } = moveOf(each);
    for (const [index, [x, y]] of golden.marks.entries()) {
      const [px, py] = applyTo(matrix, x, y);
      const [ex, ey] = each.points![index]!;
      expect(Math.hypot(px - ex, py - ey)).toBeLessThan(0.01);
    }
  });
});
