import { basename, dirname, join, resolve } from "node:path";
import { type CsvFormat, csvFaces } from "../compiler/datasets/csv-faces.ts";
import { dlibFaces } from "../compiler/datasets/dlib-xml.ts";
import { DataError } from "../compiler/datasets/reader.ts";
import type { ExamplePlan, PlannedCall } from "../compiler/ir/plan.ts";
import type { Box } from "../lib/box.ts";
import { openDataset } from "../runtime/data/dataset.ts";
import { diskFiles, inFolder } from "../runtime/data/disk-files.ts";
import type { FaceFile } from "../runtime/predict/predict.ts";
import { CommandError, exit } from "./exit.ts";
import type { ChosenExperiment } from "./experiment.ts";
import { shown } from "./paths.ts";

/** What a person names: pictures, and where the faces are in them. */
export interface NamedFaces {
  readonly images: readonly string[];
  /** `--box`: of the face in every picture. */
  readonly box: string | undefined;
  /** `--boxes`: dlib's XML, which lists pictures with the boxes of their faces. */
  readonly boxes: string | undefined;
}

/**
 * The faces to look at, in the order of the pictures, or of the list where no picture is named. A face's box is what `--box` or `--boxes`
 * says, else the data set's for one of its own pictures with one face in it; else the whole picture counts. Throws CommandError where
 * options don't go together, or the examples don't go by a box.
 */
export async function namedFaces(named: NamedFaces, { plan, root }: ChosenExperiment): Promise<readonly FaceFile[]> {
  const { images, box, boxes } = named;
  const option = box === undefined ? "--boxes" : "--box";
  if (box !== undefined && boxes !== undefined) throw wrong("--box or --boxes, not both");
  const cropped = goesByBox(plan.examples);
  if ((box ?? boxes) !== undefined && !cropped)
    throw wrong(`${plan.name} looks at whole pictures: ${option} is for examples that crop()`);
  const lists = images.filter((file) => file.toLowerCase().endsWith(".csv"));
  const { source } = plan.examples.dataset;
  if (lists.length > 0 && source.name === "csv") {
    if ((box ?? boxes) !== undefined) throw wrong(`no ${option} beside a CSV file: it has boxes of its own, or none`);
    return (await Promise.all(images.map((file) => (lists.includes(file) ? rowsOf(file, source) : [{ file }])))).flat();
  }
  if (box !== undefined) {
    const parsed = parseBox(box);
    return images.map((file) => ({ file, box: parsed }));
  }
  if (boxes !== undefined) return listedFaces(boxes, images);
  return cropped ? knownFaces(images, await samplesOf(plan.examples, root)) : images.map((file) => ({ file }));
}

/** Faces of a list; of the pictures that are named, where any are. Throws DataError where the list is damaged or lacks one of these. */
async function listedFaces(list: string, images: readonly string[]): Promise<readonly FaceFile[]> {
  const faces: FaceFile[] = [];
  const files = diskFiles(dirname(list), "");
  await inFolder(dirname(list), async () => {
    for await (const face of dlibFaces(files, basename(list), mostPoints, "absent")) {
      if (face instanceof DataError) throw face;
      faces.push({
        file: shown(resolve(dirname(list), face.image)),
        ...(face.box === undefined ? {} : { box: face.box }),
      });
    }
  });
  if (images.length === 0) return faces;
  return images.flatMap((image) => {
    const found = faces.filter(({ file }) => resolve(file) === resolve(image));
    if (found.length === 0) throw new DataError(`has no picture ${image}`, list);
    return found.map((face) => ({ ...face, file: image }));
  });
}

/** Faces of a CSV file, in its order. Throws DataError where a row is wrong. */
async function rowsOf(list: string, { parameters }: PlannedCall): Promise<readonly FaceFile[]> {
  const folder = dirname(list);
  const files = diskFiles(folder, "");
  const found: FaceFile[] = [];
  await inFolder(folder, async () => {
    for await (const face of csvFaces(files, basename(list), parameters as unknown as CsvFormat)) {
      if (face instanceof DataError) throw face;
      const { box, image, pixels, place } = face;
      found.push({
        file: shown(resolve(folder, image)),
        ...(pixels && { row: { pixels, place: { ...place, file: join(folder, place.file) } } }),
        ...(box && { box }),
      });
    }
  });
  return found;
}

/** Points that a list may annotate: they are passed over. */
const mostPoints = 1000;

function knownFaces(images: readonly string[], known: ReadonlyMap<string, readonly Box[]>): readonly FaceFile[] {
  return images.map((file) => {
    const [box, ...others] = known.get(resolve(file)) ?? [];
    return box === undefined || others.length > 0 ? { file } : { file, box };
  });
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
async function samplesOf({ dataset: plan }: ExamplePlan, root: string): Promise<ReadonlyMap<string, readonly Box[]>> {
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

function wrong(sentence: string): CommandError {
  return new CommandError(exit.usage, sentence);
}
