import { applyTo, type Matrix } from "./matrix.ts";

/** A rectangle in pixels, edge to edge: the pixels in columns left .. left + width - 1 are those inside. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The box after a map of pixel-centre coordinates: its centre moves along, and its sides are scaled as the map scales
 * lengths. It stays upright, so that turning a face makes its box no larger.
 */
export function moveBox({ left, top, width, height }: Box, matrix: Matrix): Box {
  const [a, b, , d, e] = matrix;
  const [x, y] = applyTo(matrix, left + width / 2 - 0.5, top + height / 2 - 0.5);
  const [w, h] = [width * Math.hypot(a, d), height * Math.hypot(b, e)];
  return { left: x + 0.5 - w / 2, top: y + 0.5 - h / 2, width: w, height: h };
}

/** The box with its sides `by` times as long, about the same centre. */
export function growBox({ left, top, width, height }: Box, by: number): Box {
  const [w, h] = [width * by, height * by];
  return { left: left + (width - w) / 2, top: top + (height - h) / 2, width: w, height: h };
}
