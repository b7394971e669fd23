/// <reference lib="dom" />
/**
 * What pictures go through on their way to a network, and points on their way back, as the modules that kpc writes use it: the
 * same formulas as in training, so that a network sees in a browser what it saw there.
 */

/** A picture as bytes in row order: 1 (gray), 3 (red, green, blue) or 4 (and opacity) of them a pixel, as an ImageData has. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** A part of a picture in pixels, edge to edge: 0 is its left or upper edge, and `width` its right one. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A place in a picture, in pixels; whole numbers are pixel centres. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Numbers in 0..1 in row order, so many of them a pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/**
 * The pixels of a file, an <img>, a canvas or a video, in a browser: all that there are, however large it is shown on the page.
 * Throws where a file is no picture.
 */
export async function pixelsOf(source: ImageBitmapSource): Promise<ImageData> {
  const bitmap = await createImageBitmap(source).catch((cause: unknown) => {
    throw new Error("this is no picture that the browser can read", { cause });
  });
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("the browser gives no canvas to read pixels from");
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
}

/** The whole of a picture. */
export function wholeOf({ width, height }: Picture): Box {
  return { left: 0, top: 0, width, height };
}

/** A box with its sides `by` times as long, about the same centre. */
export function grown({ left, top, width, height }: Box, by: number): Box {
  const [wide, high] = [width * by, height * by];
  return { left: left + (width - wide) / 2, top: top + (height - high) / 2, width: wide, height: high };
}

/**
 * A part of a picture at another size, without opacity. Bilinear; where it shrinks, every pixel counts (as torchvision's
 * `Resize` with `antialias=True`). Beyond the picture stands `outside`, 0 for black, or the pixel of the edge.
 */
export function resized(
  picture: Picture,
  part: Box,
  height: number,
  width: number,
  outside: number | "edge" = 0,
): Pixels {
  const columns = filterOf(picture.width, part.left, part.width, width);
  const rows = filterOf(picture.height, part.top, part.height, height);
  const narrow = withColumns(picture, columns);
  const line = width * 3;
  const data = new Float32Array(height * line);
  for (const [y, row] of rows.entries())
    for (let at = 0; at < line; at++) {
      const isBeyond = !row.inside || !columns[Math.floor(at / 3)]!.inside;
      let sum = 0;
      for (let k = 0; k < row.weights.length; k++) sum += row.weights[k]! * narrow[(row.first + k) * line + at]!;
      data[y * line + at] = isBeyond && outside !== "edge" ? outside : sum;
    }
  return { width, height, channels: 3, data };
}

/** Every row of a picture through these filters: numbers in 0..1, three a pixel. */
function withColumns({ width, height, data }: Picture, columns: readonly Filter[]): Float32Array {
  const bytes = data.length / (width * height);
  if (bytes !== 1 && bytes !== 3 && bytes !== 4)
    throw new Error(
      `a picture of ${width}x${height} pixels has 1, 3 or 4 bytes a pixel, and not ${data.length} in all`,
    );
  const result = new Float32Array(height * columns.length * 3);
  let at = 0;
  for (let y = 0; y < height; y++)
    for (const { first, weights } of columns)
      for (let channel = 0; channel < 3; channel++) {
        const begin = (y * width + first) * bytes + (bytes === 1 ? 0 : channel);
        let sum = 0;
        for (let k = 0; k < weights.length; k++) sum += weights[k]! * data[begin + k * bytes]!;
        result[at++] = sum / 255;
      }
  return result;
}

/** One channel of three: 0.299 red + 0.587 green + 0.114 blue. */
export function grayscale({ width, height, data }: Pixels): Pixels {
  const gray = new Float32Array(width * height);
  for (let pixel = 0; pixel < gray.length; pixel++)
    gray[pixel] = 0.299 * data[pixel * 3]! + 0.587 * data[pixel * 3 + 1]! + 0.114 * data[pixel * 3 + 2]!;
  return { width, height, channels: 1, data: gray };
}

/** Numbers in low..high in the place of 0..1. */
export function scaled(pixels: Pixels, low: number, high: number): Pixels {
  return { ...pixels, data: pixels.data.map((number) => low + number * (high - low)) };
}

/** Points in the picture, from shares of a part of it: x, y, x, y, ..., where 0 and 1 are the part's edges. */
export function pointsIn({ left, top, width, height }: Box, shares: ArrayLike<number>): Point[] {
  return Array.from({ length: shares.length / 2 }, (_, place) => ({
    x: left + shares[place * 2]! * width - 0.5,
    y: top + shares[place * 2 + 1]! * height - 0.5,
  }));
}

/** The way back: shares of a part of a picture, x, y, x, y, ... */
export function sharesOf({ left, top, width, height }: Box, points: readonly Point[]): number[] {
  return points.flatMap(({ x, y }) => [(x + 0.5 - left) / width, (y + 0.5 - top) / height]);
}

/** What one pixel of the result is made of along one axis: the first pixel that counts, and the weights from there on. */
interface Filter {
  readonly first: number;
  readonly weights: Float64Array;
  /** Whether its centre lies within the picture. */
  readonly inside: boolean;
}

/**
 * A triangle about each pixel's centre that reaches one pixel to either side, or as far as the picture shrinks; it ends at the
 * picture's edges.
 */
function filterOf(size: number, begin: number, length: number, count: number): Filter[] {
  const scale = length / count;
  const reach = Math.max(1, scale);
  return Array.from({ length: count }, (_, index) => {
    const exact = begin + (index + 0.5) * scale - 0.5;
    const centre = Math.min(Math.max(exact, -0.5), size - 0.5);
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(size - 1, Math.floor(centre + reach));
    const weights = Float64Array.from({ length: last - first + 1 }, (_, k) =>
      Math.max(0, 1 - Math.abs(first + k - centre) / reach),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum), inside: exact === centre };
  });
}
