import { DataError, type Sample } from "../../compiler/datasets/reader.ts";
import type { Size } from "../../lib/picture.ts";
import type { Recipe } from "./recipe.ts";

/**
 * What only the picture shows to be wrong with a sample's annotations.
 *
 * @param size of the picture as read.
 * @throws DataError where the annotations are of a picture of another size, where a point or the box lies further outside than the
 *   picture is large, or where a point is missing that the examples keep and don't hide.
 */
export function checkSample(sample: Sample, size: Size, recipe: Needs): void {
  const { place, image } = sample;
  const fail = (message: string): never => {
    throw new DataError(message, place.file, place.line);
  };
  if (sample.size !== undefined && (sample.size.width !== size.width || sample.size.height !== size.height))
    fail(`says that ${image} has ${show(sample.size)} pixels, but the picture has ${show(size)}`);
  checkPoints(sample, size, recipe, fail);
  const { box } = sample;
  if (box === undefined) return;
  const { left, top, width, height } = box;
  if (left >= size.width || top >= size.height || left + width <= 0 || top + height <= 0)
    fail(`the box lies outside of ${image}, which has ${show(size)} pixels`);
  if (width > 3 * size.width || height > 3 * size.height)
    fail(`the box is ${show(box)} pixels large, where ${image} has ${show(size)}`);
}

type Needs = Pick<Recipe, "kept" | "mirror" | "hidesPoints">;

function checkPoints(
  { annotated, frame, image, points }: Sample,
  { width, height }: Size,
  { kept, mirror, hidesPoints }: Needs,
  fail: (message: string) => never,
): void {
  // A flip shows each point where its counterpart was.
  const needed = new Set(kept.flatMap((point) => [point, mirror?.[point] ?? point]));
  const missing = annotated === undefined ? [] : [...needed].filter((point) => annotated[point] === 0);
  if (missing.length > 0 && !hidesPoints) {
    const others = missing.length === 1 ? "" : ` and ${missing.length - 1} more`;
    const lacking = `lacks point ${Math.min(...missing)}${others}, of those that the examples keep`;
    fail(`${lacking}; with mask_points() among their steps the loss leaves such points out`);
  }
  const [w, h] = frame === "share" ? [1, 1] : [width, height];
  for (const point of needed) {
    if (annotated?.[point] === 0) continue;
    const [x, y] = [points[2 * point]!, points[2 * point + 1]!];
    if (x >= -w && x <= 2 * w && y >= -h && y <= 2 * h) continue;
    fail(`point ${point} lies at ${x}, ${y}, far outside of ${image}, which has ${show({ width, height })} pixels`);
  }
}

function show({ width, height }: Size): string {
  return `${width}x${height}`;
}
