import { axisFilter, filterColumns, filterRows, outsideOf } from "./axis-filter.ts";
import { invert, type Matrix } from "./matrix.ts";
import { type BytePicture, type Outside, type Picture, type Size, unitOf } from "./picture.ts";
import { shrinkTurned } from "./turned-filter.ts";

/**
 * The picture as it looks after an affine map. `matrix` takes pixel-centre coordinates of the picture to those of the
 * result, whose size is `to`. Bilinear; where the picture shrinks every pixel of the source counts, weighted by a
 * triangle as wide as the shrinking (PIL's and torchvision's antialiased bilinear). A pixel whose centre lies beyond the
 * picture's edges is `outside`; within them, a filter ends at the edge. Bytes give numbers of 0..1.
 */
export function resample(picture: Picture | BytePicture, matrix: Matrix, to: Size, outside: Outside = 0): Picture {
  const [a, b, , d, e] = matrix;
  if (b === 0 && d === 0) return alongAxes(picture, matrix, to, outside);
  const grows = Math.hypot(a, b) > almostOne && Math.hypot(d, e) > almostOne;
  return grows ? interpolate(picture, matrix, to, outside) : shrinkTurned(picture, matrix, to, outside);
}

/** A turn keeps the size, whatever the last bits of its sine and cosine. */
const almostOne = 1 - 1e-9;

/** A map without rotation or shear: one axis after the other. */
function alongAxes(picture: Picture | BytePicture, [a, , c, , e, f]: Matrix, to: Size, outside: Outside): Picture {
  const columns = axisFilter(picture.width, to.width, a, c);
  const rows = axisFilter(picture.height, to.height, e, f);
  const result = filterRows(filterColumns(picture, columns, rows), rows);
  if (outside !== "edge") fillOutside(result, outsideOf(columns), outsideOf(rows), outside);
  return result;
}

function fillOutside(
  { width, height, channels, data }: Picture,
  columns: readonly number[],
  rows: readonly number[],
  value: number,
): void {
  const line = width * channels;
  for (const y of rows) data.fill(value, y * line, (y + 1) * line);
  for (const x of columns) {
    for (let y = 0; y < height; y++) data.fill(value, y * line + x * channels, y * line + (x + 1) * channels);
  }
}

/** Any map that doesn't shrink, taking each pixel from the four that surround its place in the source. */
function interpolate(source: Picture | BytePicture, matrix: Matrix, to: Size, outside: Outside): Picture {
  const { width, height, channels, data } = source;
  const [a, b, c, d, e, f] = invert(matrix);
  const unit = unitOf(source);
  const result = new Float32Array(to.width * to.height * channels);
  if (outside !== "edge" && outside !== 0) result.fill(outside);
  for (let y = 0, at = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++, at += channels) {
      const sx = a * x + b * y + c;
      const sy = d * x + e * y + f;
      const beyond = sx < -0.5 || sx > width - 0.5 || sy < -0.5 || sy > height - 0.5;
      if (beyond && outside !== "edge") continue;
      const cx = Math.min(Math.max(sx, 0), width - 1);
      const cy = Math.min(Math.max(sy, 0), height - 1);
      const left = Math.floor(cx);
      const top = Math.floor(cy);
      const u = cx - left;
      const v = cy - top;
      const upper = (top * width + left) * channels;
      const lower = upper + (top + 1 < height ? width * channels : 0);
      const next = left + 1 < width ? channels : 0;
      for (let channel = 0; channel < channels; channel++) {
        const above = data[upper + channel]! * (1 - u) + data[upper + next + channel]! * u;
        const below = data[lower + channel]! * (1 - u) + data[lower + next + channel]! * u;
        result[at + channel] = (above * (1 - v) + below * v) * unit;
      }
    }
  }
  return { width: to.width, height: to.height, channels, data: result };
}
