import type { Sample } from "../../compiler/datasets/reader.ts";
import { invert, type Matrix } from "../../lib/matrix.ts";
import type { BytePicture, Picture, Size } from "../../lib/picture.ts";
import { stream } from "../../lib/random.ts";
import { mapPoints, toPixels, toShares } from "./frames.ts";
import { type DrawsOf, type Layout, layOut, render } from "./prepare.ts";
import type { Recipe } from "./recipe.ts";

/** One example as the network takes it. */
export interface LoadedExample {
  readonly input: Float32Array;
  /** Of `input`. */
  readonly shape: readonly [channels: number, height: number, width: number];
  /** [points, 2]: x, y in shares of the picture that the network sees; 0, 0 for a point that the data doesn't give. */
  readonly target: Float32Array;
  /** [points]: 0 for a hidden point, which counts in no loss or figure, else 1; absent where the examples hide none. */
  readonly visible?: Float32Array;
  /** From pixel centres of that picture to those of the picture as read. */
  readonly toSource: Matrix;
}

/** What a random draw depends on, beside the example and the step. */
export interface DrawKey {
  readonly seed: number;
  /** From 1. */
  readonly epoch: number;
}

/** What of an example needs no pixel. */
export type ExampleTarget = Pick<LoadedExample, "target" | "visible" | "toSource">;

/** An example of a picture; the same for the same key, wherever and in whatever order it is made. */
export function makeExample(sample: Sample, picture: BytePicture, recipe: Recipe, key: DrawKey): LoadedExample {
  const draws = drawsOf(sample, key);
  const layout = layOut(picture, sample.box, recipe, draws);
  const seen = render(picture, layout, recipe, draws);
  return {
    input: channelsFirst(seen),
    shape: [seen.channels, seen.height, seen.width],
    ...targetIn(layout, sample, picture, recipe),
  };
}

/** Where an example's points lie, without making its picture. `size` is that of the picture as read. */
export function makeTarget(sample: Sample, size: Size, recipe: Recipe, key: DrawKey): ExampleTarget {
  return targetIn(layOut(size, sample.box, recipe, drawsOf(sample, key)), sample, size, recipe);
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

function drawsOf({ id }: Sample, { seed, epoch }: DrawKey): DrawsOf {
  return (path) => stream({ seed, epoch, example: id, path: `example/${path}` }).uniform;
}

function targetIn(layout: Layout, sample: Sample, size: Size, recipe: Recipe): ExampleTarget {
  const points = sourcePoints(sample, size);
  // In a flipped picture, the place of a point is where its counterpart was.
  const shown = layout.mirrored ? recipe.kept.map((index) => recipe.mirror![index]!) : recipe.kept;
  const kept = shown.flatMap((index) => [points[index * 2]!, points[index * 2 + 1]!]);
  const places = toShares(mapPoints(kept, layout.matrix), layout);
  const shares = recipe.leaving === "clamp" ? places.map((share) => Math.min(Math.max(share, 0), 1)) : places;
  const toSource = invert(layout.matrix);
  if (!recipe.hidesPoints) return { target: Float32Array.from(shares), toSource };
  const visible = Float32Array.from(shown, (index, at) => {
    if (sample.annotated?.[index] === 0) return 0;
    return recipe.leaving !== "mask" || isInside(shares[2 * at]!, shares[2 * at + 1]!) ? 1 : 0;
  });
  // What isn't known is NaN here, which times a weight of 0 would still be NaN in the loss.
  const target = Float32Array.from(shares, (share) => (Number.isNaN(share) ? 0 : share));
  return { target, visible, toSource };
}

function isInside(x: number, y: number): boolean {
  return x >= 0 && x <= 1 && y >= 0 && y <= 1;
}
