import type { Sample } from "../../compiler/datasets/reader.ts";
import type { ExamplePlan, IntervalValue } from "../../compiler/ir/plan.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import type { BytePicture } from "../../lib/picture.ts";
import { checkSample } from "../data/check-sample.ts";
import { type Dataset, decodeSample } from "../data/dataset.ts";
import { inFolder } from "../data/disk-files.ts";
import { toPixels } from "../data/frames.ts";
import { type LoadedExample, makeExample, sourcePoints } from "../data/make-example.ts";
import { type Recipe, recipeFor } from "../data/recipe.ts";
import { fewPoints } from "./marks.ts";
import { contactSheet, type Marked, type SheetLayout } from "./overlay.ts";

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
  /** Whether each point has its number in the keypoint scheme beside it; absent: where there are few. */
  readonly numbers?: boolean;
}

/** Tiles in which the numbers of many points can be read. */
const largeTiles: SheetLayout = { tileWidth: 800, tileHeight: 600 };

/**
 * Examples with their points, before and after augmentation. Those that can't be read are left out and join the dataset's faults, or
 * are one DataError for all of them.
 */
export async function exampleSheet(dataset: Dataset, plan: ExamplePlan, options: SheetOptions): Promise<ExampleSheet> {
  const { seed, count, epochs, split = "train" } = options;
  const [plain, augmented] = [recipeFor(plan, split, false), recipeFor(plan, split)];
  const few = plain.kept.length <= fewPoints;
  const { numbers = few } = options;
  const rows: { readonly id: string; readonly tiles: readonly Marked[] }[] = [];
  for (const sample of spread(dataset.parts[split], count)) {
    const tiles = await dataset.faults.of(async () => {
      const picture = await decodeSample(dataset, sample);
      await inFolder(dataset.shown, async () => checkSample(sample, picture, plain));
      const seen = (recipe: Recipe, epoch: number) =>
        asSeen(makeExample(sample, picture, recipe, { seed, epoch }), rangeOf(plan), recipe.kept);
      const epochTiles = Array.from({ length: epochs }, (_, index) => seen(augmented, index + 1));
      return [asRead(sample, picture, plain), seen(plain, 1), ...epochTiles];
    });
    if (tiles !== undefined) rows.push({ id: sample.id, tiles });
  }
  dataset.faults.check();
  if (rows.length === 0) dataset.faults.refuse();
  const tiles = rows.flatMap((row) => row.tiles).map((tile) => (numbers ? tile : withoutNumbers(tile)));
  const layout = { columns: epochs + 2, ...(numbers && !few ? largeTiles : {}) };
  return { png: await contactSheet(tiles, "png", layout), ids: rows.map(({ id }) => id) };
}

function withoutNumbers({ numbers: _, ...tile }: Marked): Marked {
  return tile;
}

/** So many of the items, as far apart as they can be. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  const shown = Math.min(count, items.length);
  return Array.from({ length: shown }, (_, index) => items[Math.floor((index * items.length) / shown)]!);
}

function asRead(sample: Sample, picture: BytePicture, { kept }: Recipe): Marked {
  const points = sourcePoints(sample, picture);
  return { picture, truth: kept.flatMap((index) => [points[index * 2]!, points[index * 2 + 1]!]), numbers: kept };
}

/** The network's picture; hidden points are not shown. */
function asSeen(
  { input, shape, target, visible }: LoadedExample,
  { low, high }: IntervalValue,
  kept: readonly number[],
): Marked {
  const [channels, height, width] = shape;
  const plane = width * height;
  const data = Uint8Array.from({ length: input.length }, (_, at) => {
    const number = input[(at % channels) * plane + Math.floor(at / channels)]!;
    return Math.round((255 * (number - low)) / (high - low));
  });
  const picture = { width, height, channels, data };
  const shows = (point: number) => visible === undefined || visible[point] === 1;
  const shown = target.filter((_, at) => shows(at >> 1));
  return { picture, truth: toPixels(shown, picture), numbers: kept.filter((_, point) => shows(point)) };
}

/** What black and white have become. */
function rangeOf({ steps }: ExamplePlan): IntervalValue {
  const scale = steps.findLast(({ name }) => name === "scale");
  return (scale?.parameters.to as IntervalValue | undefined) ?? { low: 0, high: 1 };
}
