import { DataError, type Sample } from "../../compiler/datasets/reader.ts";
import type { ExamplePlan } from "../../compiler/ir/plan.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import type { Box } from "../../lib/box.ts";
import type { BytePicture, Size } from "../../lib/picture.ts";
import { refuseAllHidden } from "./all-hidden.ts";
import { ByteStore } from "./byte-store.ts";
import { checkSample } from "./check-sample.ts";
import { type Dataset, decodeSample, openDataset } from "./dataset.ts";
import { inFolder, showPath, withPath } from "./disk-files.ts";
import { ExamplePool } from "./example-pool.ts";
import { inParallel } from "./in-parallel.ts";
import { type ExampleTarget, type LoadedExample, makeExample, makeTarget } from "./make-example.ts";
import { oddSizes } from "./odd-sizes.ts";
import { recipeFor } from "./recipe.ts";
import { readExample, storeExample } from "./stored-example.ts";
import { readPicture, type StoredPicture, storePicture } from "./stored-picture.ts";

export type { LoadedExample } from "./make-example.ts";

/** The examples of a split. */
export interface Examples {
  /** In the dataset's order. */
  readonly ids: readonly string[];
  /** Absolute paths of the pictures that they are made of (`…/training.csv:12` where pixels stand in a CSV file). */
  readonly images: readonly string[];
  /** One of these pictures as read. */
  picture(index: number): Promise<BytePicture>;
  /** Boxes of the faces in pixels of these pictures, where the data gives any. */
  readonly boxes: readonly (Box | undefined)[];
  readonly inputShape: LoadedExample["shape"];
  /** Indices into the keypoint scheme of the points that a target holds. */
  readonly kept: readonly number[];
  /** Example `index` as it is in this epoch (from 1). Validation examples are the same in every epoch. */
  example(index: number, epoch: number): Promise<LoadedExample>;
  /** What of the example needs no picture to be made. */
  target(index: number, epoch: number): ExampleTarget;
  /** The same pictures without the steps of `augment train`, as an evaluation wants them. */
  readonly plain: Examples;
  /** Ends threads. */
  close(): Promise<void>;
}

/** What loading may take of the machine; what comes out depends on none of it. */
export interface LoadLimits {
  /** Pictures to decode at a time. */
  readonly concurrency?: number;
  /** Threads that make examples with random steps. */
  readonly workers?: number;
  /** Bytes of pictures and examples to keep in memory, of all splits together; the others are kept on the disk. */
  readonly memory?: number;
}

interface SplitOptions extends Omit<LoadLimits, "memory"> {
  readonly split: SplitName;
  readonly seed: number;
}

export interface LoadOptions extends SplitOptions, Pick<LoadLimits, "memory"> {
  /** The project root, which the dataset's path is relative to. */
  readonly root: string;
}

/**
 * Reads a split's pictures and makes examples of them. Those without random steps are made now, and once; of the others
 * the decoded pictures are kept, one byte a number, and threads make examples of them as they are asked for.
 *
 * @throws DataError where a file is missing or wrong; SpecDataError where the files don't fit the spec.
 */
export async function loadExamples(plan: ExamplePlan, { root, memory, ...options }: LoadOptions): Promise<Examples> {
  const store = new ByteStore(memory);
  const examples = await examplesOf(await openDataset(plan.dataset, root), plan, { store, ...options });
  const close = async () => {
    await examples.close();
    store.close();
  };
  return { ...examples, close };
}

/**
 * The same, of a dataset that is open and in a store that the caller closes: training and validation read the annotations once, and
 * share the room.
 */
export async function examplesOf(
  dataset: Dataset,
  plan: ExamplePlan,
  options: SplitOptions & { readonly store: ByteStore },
): Promise<Examples> {
  const samples = dataset.parts[options.split];
  if (samples.length === 0) throw new DataError(`holds no picture of the split's ${options.split} part`, dataset.shown);
  const { random } = recipeFor(plan, options.split);
  const source = { dataset, plan, samples, ...options };
  const examples = await (random ? madeAnew(source) : madeOnce(source));
  refuseAllHidden(examples, options.split, dataset.shown);
  return examples;
}

interface Source extends SplitOptions {
  readonly store: ByteStore;
  readonly dataset: Dataset;
  readonly plan: ExamplePlan;
  readonly samples: readonly Sample[];
}

/** So many of the faults are named where nothing is left. */
const mostNamed = 10;

/** Examples without random steps: made when they are loaded. */
async function madeOnce(source: Source): Promise<Examples> {
  const { seed, store } = source;
  const recipe = recipeFor(source.plan, source.split);
  const { samples, made } = await sound(source, async (sample) => {
    const picture = await decodeSample(source.dataset, sample);
    await inFolder(source.dataset.shown, async () => checkSample(sample, picture, recipe));
    const example = makeExample(sample, picture, recipe, { seed, epoch: 1 });
    return { size: picture, made: storeExample(store, example) };
  });
  const used = { ...source, samples };
  for (const [index, { shape }] of made.entries()) refuseOtherShape(used, index, shape, made[0]!.shape);
  const examples: Examples = {
    ...described(used),
    inputShape: made[0]!.shape,
    kept: recipe.kept,
    example: async (index) => readExample(made[index]!),
    target: (index) => made[index]!,
    get plain() {
      return examples;
    },
    close: async () => {},
  };
  return examples;
}

/** Examples with random steps: made of decoded pictures, for each epoch anew. */
async function madeAnew(source: Source): Promise<Examples> {
  const { seed, workers, store } = source;
  const stored = new Map<string, Promise<StoredPicture>>();
  /** A picture with several faces is decoded once. */
  const storedOnce = (sample: Sample) => {
    const picture =
      stored.get(sample.image) ?? decodeSample(source.dataset, sample).then((decoded) => storePicture(store, decoded));
    stored.set(sample.image, picture);
    return picture;
  };
  const augmented = recipeFor(source.plan, source.split);
  const plain = recipeFor(source.plan, source.split, false);
  const { samples, made: pictures } = await sound(source, async (sample) => {
    const picture = await storedOnce(sample);
    await inFolder(source.dataset.shown, async () => checkSample(sample, picture, plain));
    return { size: picture, made: picture };
  });
  const used = { ...source, samples };
  const pool = new ExamplePool({ recipe: augmented, seed }, workers);
  const { shape: inputShape } = makeExample(samples[0]!, readPicture(pictures[0]!), plain, { seed, epoch: 1 });
  const common = { ...described(used), inputShape, kept: plain.kept, close: () => pool.close() };
  const sameShape = (example: LoadedExample, index: number) => {
    refuseOtherShape(used, index, example.shape, inputShape);
    return example;
  };
  const plainExamples: Examples = {
    ...common,
    example: async (index) =>
      sameShape(makeExample(samples[index]!, readPicture(pictures[index]!), plain, { seed, epoch: 1 }), index),
    target: (index) => makeTarget(samples[index]!, pictures[index]!, plain, { seed, epoch: 1 }),
    get plain() {
      return plainExamples;
    },
  };
  return {
    ...common,
    example: async (index, epoch) => sameShape(await pool.make(samples[index]!, pictures[index]!, epoch), index),
    target: (index, epoch) => makeTarget(samples[index]!, pictures[index]!, augmented, { seed, epoch }),
    plain: plainExamples,
  };
}

/**
 * What `work` makes of a split's samples. Those whose files are faulty are left out and join the dataset's faults, or are one DataError
 * for all of them.
 */
async function sound<T>(
  { dataset: { faults, shown }, samples, split, concurrency = 4 }: Source,
  work: (sample: Sample) => Promise<{ readonly size: Size; readonly made: T }>,
): Promise<{ readonly samples: readonly Sample[]; readonly made: readonly T[] }> {
  const done = await inParallel(samples, concurrency, (sample) =>
    faults.of(async () => ({ sample, ...(await work(sample)) })),
  );
  const read = done.filter((each) => each !== undefined);
  const odd = oddSizes(read);
  for (const fault of odd) if (fault !== undefined) faults.add(withPath(fault, shown));
  faults.check();
  const good = read.filter((_, index) => odd[index] === undefined);
  if (good.length === 0) {
    const message = `holds no example of the split's ${split} part that can be used`;
    throw new DataError(message, shown, undefined, faults.listed.slice(-mostNamed));
  }
  return { samples: good.map(({ sample }) => sample), made: good.map(({ made }) => made) };
}

function described({ dataset, samples }: Source): Pick<Examples, "ids" | "images" | "picture" | "boxes"> {
  return {
    ids: samples.map((sample) => sample.id),
    images: samples.map((sample) => dataset.imagePath(sample)),
    picture: (index) => decodeSample(dataset, samples[index]!),
    boxes: samples.map((sample) => sample.box),
  };
}

function refuseOtherShape(
  { dataset, samples }: Source,
  index: number,
  shape: LoadedExample["shape"],
  first: LoadedExample["shape"],
): void {
  if (shape.join() === first.join()) return;
  const sizes = `${showSize(shape)}, where the first one is ${showSize(first)}`;
  throw new DataError(`is ${sizes}: a resize() is missing`, showPath(dataset.shown, samples[index]!.image));
}

function showSize([, height, width]: LoadedExample["shape"]): string {
  return `${width}x${height}`;
}
