import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { Origin } from "../../../compiler/ir/graph.ts";
import type { ExamplePlan } from "../../../compiler/ir/plan.ts";
import { placeOfFile } from "../../../diagnostics/place.ts";
import { stream } from "../../../lib/random.ts";

export const dotsSize = { width: 96, height: 72 };
const tip = 52;
const points = 58;
const origin: Origin = { place: placeOfFile("dots.kpnet"), via: [], allowed: [] };

/** Where a picture's bright dot is, in pixels (centres). */
export interface Dot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/**
 * Writes a small data set in the IMM Face Database's layout: dark pictures with one bright dot, which is point 52. Six
 * pictures a person.
 */
export async function writeDots(folder: string, people: number): Promise<readonly Dot[]> {
  await mkdir(folder, { recursive: true });
  const dots: Dot[] = [];
  for (let index = 0; index < people * 6; index++) {
    const id = `${String(Math.floor(index / 6) + 1).padStart(2, "0")}-${(index % 6) + 1}m`;
    const random = stream({ seed: 3, example: id, path: "dot" });
    const dot = { id, x: 20 + 56 * random.uniform(), y: 15 + 42 * random.uniform() };
    await sharp(pixelsOf(dot), { raw: { ...dotsSize, channels: 1 } })
      .jpeg({ quality: 95 })
      .toFile(join(folder, `${id}.jpg`));
    await writeFile(join(folder, `${id}.asf`), asfOf(dot));
    dots.push(dot);
  }
  return dots;
}

/** Examples of such a data set as NoseNet's: one point, gray, 24 rows of 32, numbers of -0.5..0.5. */
export function dotsPlan(
  path: string,
  people: { readonly train: number[]; readonly validation: number[] },
): ExamplePlan {
  const call = (name: string, parameters = {}) => ({ name, parameters, origin });
  const step = (name: string, parameters = {}) => ({ ...call(name, parameters), path: name, split: "all" as const });
  const keypoints = { name: "Imm58", count: points, groups: {}, names: { nose_tip: tip }, origin };
  const [source, split] = [call("imm", { path }), call("by_person", people)];
  const dataset = { name: "Dots", source, keypoints, split, assumed: [], origin };
  const steps = [
    step("keep_points", { points: ["nose_tip"] }),
    step("grayscale"),
    step("resize", { height: 24, width: 32 }),
    step("scale", { to: { low: -0.5, high: 0.5 } }),
  ];
  return { name: "DotExamples", dataset, steps, assumed: [], origin };
}

/** A Gaussian of three pixels' deviation. */
function pixelsOf({ x, y }: Dot): Uint8Array {
  const { width, height } = dotsSize;
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    return 30 + 200 * Math.exp(-((column - x) ** 2 + (row - y) ** 2) / 18);
  });
}

function asfOf({ id, x, y }: Dot): string {
  const lines = Array.from({ length: points }, (_, index) => {
    const share = index === tip ? [(x + 0.5) / dotsSize.width, (y + 0.5) / dotsSize.height] : [0.5, 0.5];
    return `0 4 ${share.map((number) => number!.toFixed(8)).join(" ")} ${index} 0 0`;
  });
  return [points, ...lines, `${id}.jpg`, ""].join("\n");
}
