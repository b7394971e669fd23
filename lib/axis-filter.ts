import type { Picture } from "./picture.ts";

/** Which source pixels make each pixel of a result along one axis, and with what weights, whose sum is 1. */
export interface AxisFilter {
  /** Pixels of the result. */
  readonly size: number;
  readonly taps: readonly { readonly first: number; readonly weights: Float64Array }[];
  /** Pixels of the result whose centre lies beyond the source's edges. */
  readonly outside: readonly number[];
}

/**
 * The filter that maps a source of `from` pixels to one of `size` by x' = scale * x + shift, in pixel-centre
 * coordinates: a triangle that reaches one pixel to either side, or as far as the source shrinks. It ends at the source's
 * edges, as in PIL and torch's `interpolate(mode="bilinear", antialias=True)`.
 */
export function axisFilter(from: number, size: number, scale: number, shift: number): AxisFilter {
  const reach = Math.max(1, 1 / Math.abs(scale));
  const outside: number[] = [];
  const taps = Array.from({ length: size }, (_, index) => {
    const exact = (index - shift) / scale;
    if (exact < -0.5 || exact > from - 0.5) outside.push(index);
    const centre = Math.min(Math.max(exact, -0.5), from - 0.5);
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(from - 1, Math.floor(centre + reach));
    return { first, weights: triangle(first, last, centre, reach) };
  });
  return { size, taps, outside };
}

function triangle(first: number, last: number, centre: number, reach: number): Float64Array {
  const weights = new Float64Array(last - first + 1);
  for (let k = 0; k < weights.length; k++) weights[k] = Math.max(0, 1 - Math.abs(first + k - centre) / reach);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** The picture with its columns filtered: `filter.size` wide, as high as before. */
export function filterColumns({ width, height, channels, data }: Picture, filter: AxisFilter): Picture {
  const result = new Float32Array(filter.size * height * channels);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (const { first, weights } of filter.taps) {
      const from = (y * width + first) * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let k = 0; k < weights.length; k++) sum += weights[k]! * data[from + k * channels + channel]!;
        result[at++] = sum;
      }
    }
  }
  return { width: filter.size, height, channels, data: result };
}

/** The picture with its rows filtered: `filter.size` high, as wide as before. */
export function filterRows({ width, channels, data }: Picture, filter: AxisFilter): Picture {
  const length = width * channels;
  const result = new Float32Array(filter.size * length);
  const sums = new Float64Array(length);
  filter.taps.forEach(({ first, weights }, y) => {
    sums.fill(0);
    weights.forEach((weight, k) => {
      const from = (first + k) * length;
      for (let index = 0; index < length; index++) sums[index]! += weight * data[from + index]!;
    });
    result.set(sums, y * length);
  });
  return { width, height: filter.size, channels, data: result };
}
