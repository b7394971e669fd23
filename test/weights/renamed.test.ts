import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { lowerInference } from "../../compiler/index.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { underCurrentKeys } from "../../lib/former-keys.ts";
import { encodeWeights } from "../../runtime/checkpoints/checkpoint.ts";
import { weightShapes } from "../../runtime/checkpoints/weight-shapes.ts";
import { initialiseProgram } from "../../runtime/weights/initialise.ts";
import { loadFitting } from "../../runtime/weights/load-fitting.ts";
import { modelOf } from "../support/check.ts";
import { folderForFile } from "../train/support/temporary-folder.ts";

/** What a model of these steps computes. */
const program = (inBlock: string, stem: string, stage: string, was = { inBlock: "", stem: "", stage: "" }) =>
  lowerInference(
    modelOf(`block Unit(out: int) {
  input x: features[C, H, W]
  ${inBlock} = conv2d(out, kernel: 1) ${was.inBlock}
  norm = batchnorm()
}
model M {
  input image: image[1, 4, 4] in 0..1
  ${stem} = conv2d(2, kernel: 3, padding: 1) ${was.stem}
  ${stage} = repeat i in 0..<2 { Unit(out: 2) } ${was.stage}
  output maps: features[2, 4, 4]
}
`),
  );

const before = program("conv", "stem", "stage");
const after = program("mix", "entry", "layers", { inBlock: "@was(conv)", stem: "@was(stem)", stage: "@was(stage)" });
const nowhere = () => {
  throw new Error("all weights are in the file");
};
let folder: string;
beforeAll(async () => {
  folder = await folderForFile();
});

async function saved(of: Program): Promise<string> {
  const file = join(folder, "weights.safetensors");
  await writeFile(file, encodeWeights(initialiseProgram(of, 7), weightShapes(of), "M", 0));
  return file;
}

test("weights follow the renaming of a step, of a repeat and of a step in a block", async () => {
  const weights = await loadFitting(await saved(before), after, nowhere);
  const values = (numbers: ReadonlyMap<string, Float32Array>) => [...numbers.values()];
  expect([...weights.keys()]).toContain("layers.1.mix.weight");
  expect(values(weights)).toEqual(values(initialiseProgram(before, 7)));
  // What is saved after the renaming fits as it is.
  expect(await loadFitting(await saved(after), after, nowhere)).toEqual(initialiseProgram(after, 7));
});

test("names may be handed on", () => {
  const former = new Map([
    ["b.weight", "a.weight"],
    ["c.weight", "b.weight"],
  ]);
  const found = new Map([
    ["a.weight", 1],
    ["b.weight", 2],
    ["d.weight", 3],
  ]);
  expect(Object.fromEntries(underCurrentKeys(found, former))).toEqual({ "b.weight": 1, "c.weight": 2, "d.weight": 3 });
  const current = new Map([
    ["b.weight", 1],
    ["c.weight", 2],
  ]);
  expect(underCurrentKeys(current, former)).toBe(current);
});
