import sharp from "sharp";
import type { Sample } from "../../compiler/datasets/reader.ts";
import type { ExamplePlan, IntervalValue } from "../../compiler/ir/plan.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import type { BytePicture } from "../../lib/picture.ts";
import { type Dataset, decodeSample } from "../data/dataset.ts";
import { toPixels } from "../data/frames.ts";
import { type LoadedExample, makeExample, sourcePoints } from "../data/make-example.ts";
import { type Recipe, recipeFor } from "../data/recipe.ts";
import { contactSheet, type Marked } from "./overlay.ts";

export interface ExampleSheet {
  /** PNG. A row for each example: as read, as validation sees it, and as training sees it in each of the epochs. */
  readonly png: Uint8Array;
  /** Ids of the examples, from top to bottom. */
  readonly ids: readonly string[];
}

interface SheetOptions {
  readonly seed: number;
  /** Examples to show, from all over the split. */
  readonly count: number;
  /** Epochs to show. */
  readonly epochs: number;
  readonly split?: SplitName;
}

/** Pixels that a network's picture is enlarged to, at least, so that marks on it are fine. */
const shownWidth = 320;

/** Examples with their points, before and after augmentation. Throws DataError where a picture can't be read. */
export async function exampleSheet(dataset: Dataset, plan: ExamplePlan, options: SheetOptions): Promise<ExampleSheet> {
  const { seed, count, epochs, split = "train" } = options;
  const samples = spread(dataset.parts[split], count);
  const [plain, augmented] = [recipeFor(plan, split, false), recipeFor(plan, split)];
  const tiles: Marked[] = [];
  for (const sample of samples) {
    const picture = await decodeSample(dataset, sample);
    const seen = (recipe: Recipe, epoch: number) =>
      asSeen(makeExample(sample, picture, recipe, { seed, epoch }), rangeOf(plan));
    tiles.push(asRead(sample, picture, plain), await seen(plain, 1));
    for (let epoch = 1; epoch <= epochs; epoch++) tiles.push(await seen(augmented, epoch));
  }
  const png = await contactSheet(tiles, "png", { columns: epochs + 2 });
  return { png, ids: samples.map(({ id }) => id) };
}

/** So many of the items, as far apart as they can be. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  const shown = Math.min(count, items.length);
  return Array.from({ length: shown }, (_, index) => items[Math.floor((index * items.length) / shown)]!);
}

function asRead(sample: Sample, picture: BytePicture, { kept }: Recipe): Marked {
  const points = sourcePoints(sample, picture);
  return { picture, truth: kept.flatMap((index) => [points[index * 2]!, points[index * 2 + 1]!]) };
}

/** The network's picture, enlarged; hidden points are not shown. */
async function asSeen({ input, shape, target, visible }: LoadedExample, { low, high }: IntervalValue): Promise<Marked> {
  const [channels, height, width] = shape;
  const plane = width * height;
  const data = Uint8Array.from({ length: input.length }, (_, at) => {
    const number = input[(at % channels) * plane + Math.floor(at / channels)]!;
    return Math.round((255 * (number - low)) / (high - low));
  });
  const by = Math.max(1, Math.ceil(shownWidth / width));
  const size = { width: width * by, height: height * by };
  const large = sharp(data, { raw: { width, height, channels: channels as 1 | 3 } })
    .resize({ ...size, fit: "fill", kernel: "nearest" })
    .toColourspace(channels === 1 ? "b-w" : "srgb");
  const picture = { ...size, channels, data: await large.raw().toBuffer() };
  const shown = target.filter((_, at) => visible === undefined || visible[at >> 1] === 1);
  return { picture, truth: toPixels(shown, size) };
}

/** What black and white have become. */
function rangeOf({ steps }: ExamplePlan): IntervalValue {
  const scale = steps.findLast(({ name }) => name === "scale");
  return (scale?.parameters.to as IntervalValue | undefined) ?? { low: 0, high: 1 };
}
