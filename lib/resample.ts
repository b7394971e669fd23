import { type AxisFilter, axisFilter, filterColumns, filterRows } from "./axis-filter.ts";
import { applyTo, compose, invert, type Matrix, resizing } from "./matrix.ts";
import type { Picture } from "./picture.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The picture as it looks after an affine map. `matrix` takes pixel-centre coordinates of the picture to those of the
 * result, whose size is `to`. Bilinear; where the picture shrinks every pixel of the source counts, weighted by a
 * triangle as wide as the shrinking (PIL's and torchvision's antialiased bilinear). A pixel whose centre lies beyond the
 * picture's edges is `outside`; within them, a filter ends at the edge.
 */
export function resample(picture: Picture, matrix: Matrix, to: Size, outside = 0): Picture {
  const [a, b, , d, e] = matrix;
  if (b === 0 && d === 0) return alongAxes(picture, matrix, to, outside);
  const shrunk = { width: shrink(picture.width, Math.hypot(a, d)), height: shrink(picture.height, Math.hypot(b, e)) };
  const prefilter = resizing(picture, shrunk);
  const smooth = alongAxes(picture, prefilter, shrunk, outside);
  return bilinear(smooth, compose(matrix, invert(prefilter)), to, outside);
}

/** Pixels that are left of `size` at a scale; a picture that grows keeps its size. */
function shrink(size: number, scale: number): number {
  return Math.max(1, Math.round(size * Math.min(1, scale)));
}

/** A map without rotation or shear: one axis after the other. */
function alongAxes(picture: Picture, [a, , c, , e, f]: Matrix, to: Size, outside: number): Picture {
  const columns = axisFilter(picture.width, to.width, a, c);
  const rows = axisFilter(picture.height, to.height, e, f);
  const result = filterRows(filterColumns(picture, columns), rows);
  fillOutside(result, columns, rows, outside);
  return result;
}

function fillOutside({ width, height, channels, data }: Picture, columns: AxisFilter, rows: AxisFilter, value: number) {
  for (const y of rows.outside) data.fill(value, y * width * channels, (y + 1) * width * channels);
  for (const x of columns.outside) {
    for (let y = 0; y < height; y++) data.fill(value, (y * width + x) * channels, (y * width + x + 1) * channels);
  }
}

/** Any map, taking each pixel from the four that surround its place in the source. */
function bilinear({ width, height, channels, data }: Picture, matrix: Matrix, to: Size, outside: number): Picture {
  const back = invert(matrix);
  const result = new Float32Array(to.width * to.height * channels).fill(outside);
  for (let y = 0, at = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++, at += channels) {
      const [sx, sy] = applyTo(back, x, y);
      if (sx < -0.5 || sx > width - 0.5 || sy < -0.5 || sy > height - 0.5) continue;
      const cx = Math.min(Math.max(sx, 0), width - 1);
      const cy = Math.min(Math.max(sy, 0), height - 1);
      const [left, top] = [Math.floor(cx), Math.floor(cy)];
      const [u, v] = [cx - left, cy - top];
      const right = Math.min(left + 1, width - 1);
      const bottom = Math.min(top + 1, height - 1);
      for (let channel = 0; channel < channels; channel++) {
        const pixel = (px: number, py: number) => data[(py * width + px) * channels + channel]!;
        const upper = pixel(left, top) * (1 - u) + pixel(right, top) * u;
        const lower = pixel(left, bottom) * (1 - u) + pixel(right, bottom) * u;
        result[at + channel] = upper * (1 - v) + lower * v;
      }
    }
  }
  return { width: to.width, height: to.height, channels, data: result };
}
