import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll } from "vitest";
import type { Origin } from "../../compiler/ir/graph.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import type { ExamplePlan, PlannedTransform } from "../../compiler/ir/plan.ts";
import { asfText } from "../../runtime/data/synth/asf-text.ts";

/** The real faces, where this checkout has them: a folder beside the project. */
const projectRoot = new URL("../..", import.meta.url).pathname;
export const realFaces = {
  root: projectRoot,
  path: "../shared/data/imm",
  present: existsSync(join(projectRoot, "../shared/data/imm/01-1m.asf")),
};

export const origin: Origin = {
  place: { file: "test.kpnet", declaration: "", span: { start: 0, end: 0 } },
  via: [],
  allowed: [],
};

/** `from`..`to`, as the language's 1..32. */
export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, k) => from + k);
}

export function step(name: string, parameters: ParameterValues, split: "all" | "train" = "all"): PlannedTransform {
  return { name, parameters, path: split === "train" ? `augment.${name}` : name, split, origin };
}

export const noseSteps = [
  step("keep_points", { points: ["nose_tip"] }),
  step("grayscale", {}),
  step("resize", { height: 60, width: 80 }),
  step("scale", { to: { low: -0.5, high: 0.5 } }),
];

/** NoseExamples of the language's document, over the dataset in this folder. */
export function plan(
  path: string,
  { steps = noseSteps, train = numbers(1, 32), validation = numbers(33, 40) } = {},
): ExamplePlan {
  const keypoints = { name: "Imm58", count: 58, groups: { nose: numbers(47, 57) }, names: { nose_tip: 52 }, origin };
  return {
    name: "NoseExamples",
    origin,
    assumed: [],
    steps,
    dataset: {
      name: "ImmFaces",
      origin,
      assumed: [],
      keypoints,
      source: { name: "imm", parameters: { path }, origin },
      split: { name: "by_person", parameters: { train, validation }, origin },
    },
  };
}

/** A folder that is gone when the test file is done. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kpnet-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface PlainFace {
  readonly base: string;
  readonly width?: number;
  readonly height?: number;
  /** Color of the whole picture. */
  readonly color?: { readonly r: number; readonly g: number; readonly b: number };
  /** Spread of noise in place of the color, 0..255. */
  readonly noise?: number;
}

/** Shares of 58 points that differ from each other. */
export function somePoints(): Float64Array {
  return Float64Array.from({ length: 116 }, (_, k) =>
    k % 2 === 0 ? 0.2 + 0.01 * (k / 2) : 0.9 - 0.01 * ((k - 1) / 2),
  );
}

/** A picture of one color, or of noise, with its .asf file, in the IMM database's layout. */
export async function writePlainFace(folder: string, face: PlainFace): Promise<void> {
  const { base, width = 64, height = 48, color = { r: 120, g: 90, b: base.charCodeAt(1) * 3 }, noise } = face;
  const create = { width, height, channels: 3 as const, background: color };
  const picture = sharp({
    create: noise === undefined ? create : { ...create, noise: { type: "gaussian", mean: 128, sigma: noise } },
  });
  await writeFile(join(folder, `${base}.jpg`), await picture.jpeg({ quality: 95 }).toBuffer());
  await writeFile(join(folder, `${base}.asf`), asfText(somePoints(), { host: `${base}.jpg`, userColumns: false }));
}
