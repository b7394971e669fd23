import { Faults } from "../../compiler/datasets/file-faults.ts";
import { DataError, type Sample } from "../../compiler/datasets/reader.ts";
import type { ExamplePlan } from "../../compiler/ir/plan.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import { invert, type Matrix } from "../../lib/matrix.ts";
import type { Picture } from "../../lib/picture.ts";
import { stream } from "../../lib/random.ts";
import type { Size } from "../../lib/resample.ts";
import { type Dataset, openDataset } from "./dataset.ts";
import { type DecodedPicture, decode, toPicture } from "./decode.ts";
import { inFolder, showPath } from "./disk-files.ts";
import { mapPoints, toPixels, toShares } from "./frames.ts";
import { inParallel } from "./in-parallel.ts";
import { prepare, type Recipe, recipeFor } from "./recipe.ts";

/** One example as the network takes it. */
export interface LoadedExample {
  readonly input: Float32Array;
  /** Of `input`. */
  readonly shape: readonly [channels: number, height: number, width: number];
  /** [points, 2]: x, y in shares of the picture that the network sees. */
  readonly target: Float32Array;
  /** From pixel centres of that picture to those of the picture as read. */
  readonly toSource: Matrix;
}

/** The examples of a split. */
export interface Examples {
  /** In the dataset's order. */
  readonly ids: readonly string[];
  /** Absolute paths of the pictures that they are made of. */
  readonly images: readonly string[];
  readonly inputShape: LoadedExample["shape"];
  /** Indices into the keypoint scheme of the points that a target holds. */
  readonly kept: readonly number[];
  /** Example `index` as it is in this epoch (from 1). Validation examples are the same in every epoch. */
  example(index: number, epoch: number): Promise<LoadedExample>;
}

export interface LoadOptions {
  /** The project root, which the dataset's path is relative to. */
  readonly root: string;
  readonly split: SplitName;
  readonly seed: number;
  /** Pictures to decode at a time; what comes out doesn't depend on it. */
  readonly concurrency?: number;
}

/**
 * Reads a split's pictures and makes examples of them. Those without random steps are made now, and once; of the others
 * the decoded pictures are kept, one byte a number.
 *
 * @throws DataError where a file is missing or wrong; SpecDataError where the files don't fit the spec.
 */
export async function loadExamples(plan: ExamplePlan, options: LoadOptions): Promise<Examples> {
  return examplesOf(await openDataset(plan.dataset, options.root), plan, options);
}

/** The same, of a dataset that is open: training and validation read the annotations once. */
export async function examplesOf(
  dataset: Dataset,
  plan: ExamplePlan,
  { split, seed, concurrency = 4 }: Omit<LoadOptions, "root">,
): Promise<Examples> {
  const samples = dataset.parts[split];
  if (samples.length === 0) throw new DataError(`holds no picture of the split's ${split} part`, dataset.shown);
  const recipe = recipeFor(plan, split);
  const maker: Maker = {
    samples,
    decode: (sample) => decodeSample(dataset, sample),
    make: (sample, decoded, epoch) => makeExample(sample, decoded, recipe, { seed, epoch }),
  };
  const example = recipe.random ? await madeAnew(maker, concurrency) : await madeOnce(maker, concurrency);
  const { shape } = await example(0, 1);
  const sameShape: MakeExample = async (index, epoch) => {
    const made = await example(index, epoch);
    if (made.shape.join() === shape.join()) return made;
    const sizes = `${showSize(made.shape)}, where the first one is ${showSize(shape)}`;
    throw new DataError(`is ${sizes}: a resize() is missing`, showPath(dataset.shown, samples[index]!.image));
  };
  if (!recipe.random) for (const index of samples.keys()) await sameShape(index, 1);
  return {
    ids: samples.map((sample) => sample.id),
    images: samples.map((sample) => dataset.imagePath(sample)),
    inputShape: shape,
    kept: recipe.kept,
    example: sameShape,
  };
}

interface Maker {
  readonly samples: readonly Sample[];
  readonly decode: (sample: Sample) => Promise<DecodedPicture>;
  readonly make: (sample: Sample, decoded: DecodedPicture, epoch: number) => LoadedExample;
}

type MakeExample = (index: number, epoch: number) => Promise<LoadedExample>;

async function madeOnce({ samples, decode, make }: Maker, concurrency: number): Promise<MakeExample> {
  const made = await allOf(samples, concurrency, async (sample) => make(sample, await decode(sample), 1));
  return async (index) => made[index]!;
}

async function madeAnew({ samples, decode, make }: Maker, concurrency: number): Promise<MakeExample> {
  const decoded = await allOf(samples, concurrency, decode);
  return async (index, epoch) => make(samples[index]!, decoded[index]!, epoch);
}

/** What `work` makes of each; where pictures are faulty, one DataError for all of them. */
async function allOf<T extends object>(
  samples: readonly Sample[],
  concurrency: number,
  work: (sample: Sample) => Promise<T>,
): Promise<readonly T[]> {
  const faults = new Faults();
  const made = await inParallel(samples, concurrency, (sample) => faults.of(() => work(sample)));
  faults.check();
  return made.filter((each) => each !== undefined);
}

async function decodeSample({ files, reader, shown }: Dataset, { image }: Sample): Promise<DecodedPicture> {
  return inFolder(shown, async () => decode(await files.read(image), image, reader.channels === 1 ? 1 : 3));
}

function makeExample(
  sample: Sample,
  decoded: DecodedPicture,
  recipe: Recipe,
  { seed, epoch }: { readonly seed: number; readonly epoch: number },
): LoadedExample {
  const draws = (path: string) => stream({ seed, epoch, example: sample.id, path: `example/${path}` }).uniform;
  const { picture, matrix } = prepare(toPicture(decoded), recipe, draws);
  const points = sourcePoints(sample, decoded);
  const kept = recipe.kept.flatMap((index) => [points[index * 2]!, points[index * 2 + 1]!]);
  return {
    input: channelsFirst(picture),
    shape: [picture.channels, picture.height, picture.width],
    target: Float32Array.from(toShares(mapPoints(kept, matrix), picture)),
    toSource: invert(matrix),
  };
}

/** All points of a sample, [x, y, ...] in pixels (centres) of its picture. */
export function sourcePoints(sample: Sample, size: Size): ArrayLike<number> {
  return sample.frame === "share" ? toPixels(sample.points, size) : sample.points;
}

/** [height, width, channels] to [channels, height, width]. */
export function channelsFirst({ width, height, channels, data }: Picture): Float32Array {
  if (channels === 1) return data;
  const plane = width * height;
  const result = new Float32Array(data.length);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      result[channel * plane + pixel] = data[pixel * channels + channel]!;
    }
  }
  return result;
}

function showSize([, height, width]: LoadedExample["shape"]): string {
  return `${width}x${height}`;
}
