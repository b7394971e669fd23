import type { Sample } from "../datasets/reader.ts";

/**
 * What a sample must not be parted from: samples of one group are faces of one picture, or of its mirrored copy, which is named as
 * the iBUG data with dlib names it (`image_0854_mirror.jpg`); unless the reader knows better.
 */
export function groupOf({ image, group }: Pick<Sample, "image" | "group">): string {
  return group ?? image.replace(/\.[^./]*$/, "").replace(/_mirror$/, "");
}
