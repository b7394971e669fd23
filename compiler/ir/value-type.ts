import type { Range } from "./range.ts";
import { showRange } from "./range.ts";
import { type Shape, showShape } from "./shape.ts";

/** What a value means: a picture, feature maps [C, H, W], a vector [F], or points [count, 2]. */
export type Role = "image" | "features" | "vector" | "points";

/**
 * Where a point's coordinates live. `pixels`: pixels of the source image, whole numbers being pixel centres.
 * `share`: shares of the picture that the network sees, 0 and 1 being its edges, so that a pixel centre x of a picture
 * of width W lies at (x + 0.5) / W.
 */
export type Frame = "pixels" | "share";

/** What is known of a value: all numbers are float32. */
export interface ValueType {
  readonly role: Role;
  readonly shape: Shape;
  readonly range: Range;
  /** Of points only. */
  readonly frame?: Frame;
}

/** `image[1, 60, 80] in -0.5..0.5` */
export function showType(type: ValueType): string {
  const range = showRange(type.range);
  return `${type.role}${showShape(type.shape)}${range === "any" ? "" : ` in ${range}`}`;
}
