import { resolve } from "node:path";
import type { ExamplePlan } from "../compiler/ir/plan.ts";
import type { Box } from "../lib/box.ts";
import { openDataset } from "../runtime/data/dataset.ts";
import { CommandError, exit } from "./exit.ts";
import type { ChosenExperiment } from "./experiment.ts";

/**
 * Where the face is in a picture: what `--box` says, else the data set's box of a picture that is one of its own with one face in it, else
 * undefined, for the whole picture. Throws CommandError where the examples don't go by a box.
 */
export async function faceBoxes(
  typed: string | undefined,
  { plan, root }: ChosenExperiment,
): Promise<(file: string) => Box | undefined> {
  if (typed !== undefined) {
    if (!goesByBox(plan.examples))
      throw new CommandError(exit.usage, `${plan.name} looks at whole pictures: --box is for examples that crop()`);
    const box = parseBox(typed);
    return () => box;
  }
  if (!goesByBox(plan.examples)) return () => undefined;
  const boxes = await boxesOf(plan.examples, root);
  return (file) => {
    const found = boxes.get(resolve(file)) ?? [];
    return found.length === 1 ? found[0] : undefined;
  };
}

/** `left,top,width,height` in pixels; the box may leave the picture. */
export function parseBox(text: string): Box {
  const [left, top, width, height, ...more] = text
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const numbers = [left, top, width, height];
  if (more.length > 0 || !numbers.every(Number.isFinite) || width! <= 0 || height! <= 0)
    throw new CommandError(
      exit.usage,
      `--box takes left,top,width,height in pixels, as in --box 80,60,200,240, not ${text}`,
    );
  return { left: left!, top: top!, width: width!, height: height! };
}

function goesByBox({ steps }: ExamplePlan): boolean {
  return steps.some(({ name }) => name === "crop");
}

/** None where the data set isn't there: a photo needs none. */
async function boxesOf({ dataset: plan }: ExamplePlan, root: string): Promise<ReadonlyMap<string, readonly Box[]>> {
  const boxes = new Map<string, Box[]>();
  const dataset = await openDataset(plan, root).catch(() => undefined);
  if (dataset === undefined) return boxes;
  for (const sample of [...dataset.parts.train, ...dataset.parts.validation]) {
    if (sample.box === undefined) continue;
    const path = dataset.imagePath(sample);
    boxes.set(path, [...(boxes.get(path) ?? []), sample.box]);
  }
  return boxes;
}
