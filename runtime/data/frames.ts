import { applyTo, type Matrix } from "../../lib/matrix.ts";
import type { Size } from "../../lib/picture.ts";

/**
 * Pixel-centre coordinates to shares of a picture: 0 and 1 are its edges, so that the centre of its leftmost pixel, x = 0,
 * lies at 0.5 / width. Points are [x, y, x, y, ...].
 */
export function toShares(points: ArrayLike<number>, { width, height }: Size): Float64Array {
  return eachPoint(points, (x, y) => [(x + 0.5) / width, (y + 0.5) / height]);
}

/** Shares of a picture to pixel-centre coordinates. */
export function toPixels(points: ArrayLike<number>, { width, height }: Size): Float64Array {
  return eachPoint(points, (x, y) => [x * width - 0.5, y * height - 0.5]);
}

export function mapPoints(points: ArrayLike<number>, matrix: Matrix): Float64Array {
  return eachPoint(points, (x, y) => applyTo(matrix, x, y));
}

function eachPoint(points: ArrayLike<number>, map: (x: number, y: number) => readonly [number, number]): Float64Array {
  const result = new Float64Array(points.length);
  for (let index = 0; index < points.length; index += 2) result.set(map(points[index]!, points[index + 1]!), index);
  return result;
}
