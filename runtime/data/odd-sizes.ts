import { DataError, type Sample } from "../../compiler/datasets/reader.ts";
import type { Size } from "../../lib/picture.ts";

/** From so large a share on, what most pictures have is what all should have. */
const most = 0.9;

/**
 * What is wrong with each of these pictures, by its place among them; undefined for a sound one. Where points are shares of the
 * picture, one that comes out in another size than nine of ten others has a damaged header: its points would be somewhere else.
 */
export function oddSizes(
  pictures: readonly { readonly sample: Sample; readonly size: Size }[],
): (DataError | undefined)[] {
  const counts = new Map<string, number>();
  const shares = pictures.filter(({ sample }) => sample.frame === "share");
  for (const { size } of shares) counts.set(show(size), (counts.get(show(size)) ?? 0) + 1);
  const [usual, count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return pictures.map(({ sample, size }) => {
    if (sample.frame !== "share" || count < most * shares.length || show(size) === usual) return undefined;
    const message = `has ${show(size)} pixels, where ${count} of ${shares.length} pictures have ${usual}: it is damaged, or not of this data set`;
    return new DataError(message, sample.image);
  });
}

function show({ width, height }: Size): string {
  return `${width}x${height}`;
}
