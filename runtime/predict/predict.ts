import { basename, dirname } from "node:path";
import { pixelsOf } from "../../compiler/datasets/csv-picture.ts";
import { DataError, type DataPlace, type PixelRow } from "../../compiler/datasets/reader.ts";
import type { ExamplePlan } from "../../compiler/ir/plan.ts";
import type { Box } from "../../lib/box.ts";
import type { BytePicture } from "../../lib/picture.ts";
import { channelsOf } from "../data/dataset.ts";
import { decode } from "../data/decode.ts";
import { diskFiles, inFolder } from "../data/disk-files.ts";
import { mapPoints, toPixels } from "../data/frames.ts";
import { type PreparedImage, prepareImage } from "../data/prepare-image.ts";
import { recipeFor } from "../data/recipe.ts";
import type { Predictor } from "../engines/engine.ts";
import { readWhole } from "../read-whole.ts";
import { reasonOf } from "../system-error.ts";

/** A face to look at. */
export interface FaceFile {
  /** Path of the picture, or of the CSV file with its line behind it where the picture stands in a row. */
  readonly file: string;
  /** That row. */
  readonly row?: { readonly place: DataPlace; readonly pixels: PixelRow };
  /** Where the face is in it, for examples that crop to its box; the whole picture where left out. */
  readonly box?: Box;
}

/** The points that a model finds in one face. */
export interface Prediction {
  /** As given. */
  readonly file: string;
  /** Of the picture. */
  readonly width: number;
  readonly height: number;
  readonly points: readonly PredictedPoint[];
}

export interface PredictedPoint {
  /** In the keypoint scheme, from 0. */
  readonly index: number;
  /** The scheme's name for it, where it has one. */
  readonly name: string | undefined;
  /** Pixels of the picture, whole numbers being pixel centres; may lie outside of it. */
  readonly x: number;
  readonly y: number;
}

export interface PredictOptions {
  readonly plan: ExamplePlan;
  readonly predict: Predictor["predict"];
  /** [channels, height, width] that the model takes. */
  readonly inputShape: readonly number[];
  /** Is told of each file that there are no points for; without it, the first one ends it all. */
  readonly refused?: (error: DataError) => void;
}

/**
 * Finds the points of faces in picture files, one after the other, through the steps of the experiment's examples that are not
 * random. A file that can't be read, is no picture, or comes out in a size that the model doesn't take is a DataError: thrown, or
 * handed to `refused`.
 */
export async function* predictFiles(faces: readonly FaceFile[], options: PredictOptions): AsyncGenerator<Prediction> {
  const { keypoints } = options.plan.dataset;
  const names = new Map(Object.entries(keypoints.names).map(([name, index]) => [index, name]));
  const { kept } = recipeFor(options.plan, "validation");
  for (const face of faces) {
    const image = await prepared(face, options);
    if (image === undefined) continue;
    const [answer] = await options.predict([image.input], 1);
    const found = inSource(image, answer!);
    const points = kept.map((index, at) => ({
      index,
      name: names.get(index),
      x: found[at * 2]!,
      y: found[at * 2 + 1]!,
    }));
    yield { file: face.file, width: image.width, height: image.height, points };
  }
}

async function prepared(face: FaceFile, options: PredictOptions): Promise<PreparedImage | undefined> {
  const { file, box } = face;
  try {
    const image = prepareImage(options.plan, await readFace(face, options.plan), box);
    checkSize(image, options.inputShape, { file, plan: options.plan });
    return image;
  } catch (error) {
    if (!(error instanceof DataError) || options.refused === undefined) throw error;
    options.refused(error);
    return undefined;
  }
}

/** Shares of the picture that the network saw, to pixels of the picture as read. */
function inSource({ shape: [, height, width], toSource }: PreparedImage, answer: Float32Array): Float64Array {
  return mapPoints(toPixels(answer, { width, height }), toSource);
}

interface Whose {
  readonly file: string;
  readonly plan: ExamplePlan;
}

function checkSize({ shape }: PreparedImage, wanted: readonly number[], { file, plan }: Whose): void {
  if (shape.join() === wanted.join()) return;
  const [, height, width] = wanted;
  const resizes = plan.steps.some(({ name }) => name === "resize");
  const advice = resizes
    ? ""
    : `; with resize(${height}, ${width}) among their steps, ${plan.name} take pictures of any size`;
  throw new DataError(
    `comes out as [${shape.join(", ")}], where the model takes [${wanted.join(", ")}]${advice}`,
    file,
  );
}

/** The picture that a face is in, as examples of this plan are read. Throws DataError where there is none. */
export async function readFace({ file, row }: FaceFile, { dataset }: ExamplePlan): Promise<BytePicture> {
  if (row === undefined) return decode(await read(file), file, channelsOf(dataset));
  const { pixels, place } = row;
  const files = diskFiles(dirname(place.file), "");
  return inFolder(dirname(place.file), async () => {
    const bytes = await files.part(basename(place.file), pixels.offset, pixels.length);
    return pixelsOf(bytes, pixels, { ...place, file: basename(place.file) });
  });
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readWhole(file, "a picture");
  } catch (error) {
    throw new DataError(reasonOf(error), file);
  }
}
