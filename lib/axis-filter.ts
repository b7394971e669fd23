import { type BytePicture, type Picture, unitOf } from "./picture.ts";

/** Which source pixels make each pixel of a result along one axis, and with what weights, whose sum is 1. */
export interface AxisFilter {
  /** Pixels of the result. */
  readonly size: number;
  /** The first source pixel of each. */
  readonly first: Int32Array;
  /** Source pixels that count for each. */
  readonly count: Int32Array;
  /** Their weights, `stride` for each pixel of the result; those behind its `count` say nothing. */
  readonly weights: Float64Array;
  readonly stride: number;
  /** Pixels of the result whose centres lie inside of the source: from the first to the one behind the last. */
  readonly inside: { readonly from: number; readonly to: number };
}

/**
 * The filter that maps a source of `from` pixels to one of `size` by x' = scale * x + shift, in pixel-centre
 * coordinates: a triangle that reaches one pixel to either side, or as far as the source shrinks. It ends at the source's
 * edges, as in PIL and torch's `interpolate(mode="bilinear", antialias=True)`.
 */
export function axisFilter(from: number, size: number, scale: number, shift: number): AxisFilter {
  const reach = Math.max(1, 1 / Math.abs(scale));
  const stride = Math.floor(2 * reach) + 2;
  const first = new Int32Array(size);
  const count = new Int32Array(size);
  const weights = new Float64Array(size * stride);
  const inside = { from: size, to: 0 };
  for (let index = 0; index < size; index++) {
    const exact = (index - shift) / scale;
    if (exact >= -0.5 && exact <= from - 0.5) {
      inside.from = Math.min(inside.from, index);
      inside.to = index + 1;
    }
    const centre = Math.min(Math.max(exact, -0.5), from - 0.5);
    first[index] = Math.max(0, Math.ceil(centre - reach));
    count[index] = Math.min(from - 1, Math.floor(centre + reach)) - first[index]! + 1;
    triangle(weights.subarray(index * stride, index * stride + count[index]!), centre - first[index]!, reach);
  }
  return { size, first, count, weights, stride, inside };
}

function triangle(weights: Float64Array, centre: number, reach: number): void {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    weights[k] = Math.max(0, 1 - Math.abs(k - centre) / reach);
    sum += weights[k]!;
  }
  for (let k = 0; k < weights.length; k++) weights[k]! /= sum;
}

/** Pixels of the result whose centres lie beyond the source's edges. */
export function outsideOf({ size, inside }: AxisFilter): readonly number[] {
  return Array.from({ length: size }, (_, index) => index).filter((index) => index < inside.from || index >= inside.to);
}

/**
 * The picture with its columns filtered: `filter.size` wide, as high as before. Rows that `rows` has no use for are left
 * at 0. Bytes give numbers of 0..1.
 */
export function filterColumns(source: Picture | BytePicture, filter: AxisFilter, rows: AxisFilter): Picture {
  const { width, height, channels, data } = source;
  const { size, first, count, weights, stride } = filter;
  const unit = unitOf(source);
  const result = new Float32Array(size * height * channels);
  const used = usedBy(rows);
  for (let y = used.from; y < used.to; y++) {
    for (let x = 0; x < size; x++) {
      const at = (y * size + x) * channels;
      const end = x * stride + count[x]!;
      let pixel = (y * width + first[x]!) * channels;
      let red = 0;
      let green = 0;
      let blue = 0;
      if (channels === 1) {
        for (let k = x * stride; k < end; k++, pixel++) red += weights[k]! * data[pixel]!;
        result[at] = red * unit;
        continue;
      }
      for (let k = x * stride; k < end; k++, pixel += 3) {
        const weight = weights[k]!;
        red += weight * data[pixel]!;
        green += weight * data[pixel + 1]!;
        blue += weight * data[pixel + 2]!;
      }
      result[at] = red * unit;
      result[at + 1] = green * unit;
      result[at + 2] = blue * unit;
    }
  }
  return { width: size, height, channels, data: result };
}

/** The source pixels that a filter reads. */
function usedBy({ first, count }: AxisFilter): { readonly from: number; readonly to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (let index = 0; index < first.length; index++) {
    from = Math.min(from, first[index]!);
    to = Math.max(to, first[index]! + count[index]!);
  }
  return { from, to };
}

/** The picture with its rows filtered: `filter.size` high, as wide as before. */
export function filterRows({ width, channels, data }: Picture, filter: AxisFilter): Picture {
  const { size, first, count, weights, stride } = filter;
  const line = width * channels;
  const result = new Float32Array(size * line);
  const sums = new Float64Array(line);
  for (let y = 0; y < size; y++) {
    sums.fill(0);
    for (let k = 0; k < count[y]!; k++) {
      const weight = weights[y * stride + k]!;
      const from = (first[y]! + k) * line;
      for (let index = 0; index < line; index++) sums[index]! += weight * data[from + index]!;
    }
    result.set(sums, y * line);
  }
  return { width, height: size, channels, data: result };
}
