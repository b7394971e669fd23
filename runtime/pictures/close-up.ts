import { readFile } from "node:fs/promises";
import sharp from "sharp";
import type { Size } from "../../lib/picture.ts";
import { decode } from "../data/decode.ts";
import type { Marked } from "./overlay.ts";

/** A part of a picture, in whole pixels. */
export interface Region extends Size {
  readonly left: number;
  readonly top: number;
}

/** Least part of a picture's width and height that is shown: of one point, its surroundings say where it is. */
const leastPart = 0.4;
/** Room about the points, by their extent. */
const room = 1.5;

/** A picture file with points on it. */
export interface MarkedFile {
  readonly file: string;
  readonly truth: readonly number[];
  readonly prediction: readonly number[];
}

/**
 * The part of a picture in which its points are, scaled to this width, with the points in pixels of it.
 *
 * @throws DataError where the file is no picture.
 */
export async function closeUp({ file, truth, prediction }: MarkedFile, width: number): Promise<Marked> {
  const { data, ...picture } = await decode(await readFile(file), file);
  const region = regionAround([...truth, ...prediction], picture);
  const scale = width / region.width;
  const size = { width, height: Math.round(region.height * scale) };
  const scaled = await sharp(data, { raw: picture })
    .extract(region)
    .resize(size.width, size.height, { fit: "fill" })
    .raw()
    .toBuffer();
  const shown = (points: readonly number[]) =>
    points.map((value, at) => (value + 0.5 - (at % 2 === 0 ? region.left : region.top)) * scale - 0.5);
  return {
    picture: { ...size, channels: picture.channels, data: scaled },
    truth: shown(truth),
    prediction: shown(prediction),
  };
}

/** The smallest part of the picture's own shape that holds the points with room about them; points outside of it don't count. */
export function regionAround(points: readonly number[], { width, height }: Size): Region {
  const along = (axis: 0 | 1, length: number) => {
    const inside = points.filter((value, at) => at % 2 === axis && value >= 0 && value < length);
    const [low, high] = [Math.min(length, ...inside), Math.max(0, ...inside)];
    return low > high
      ? { middle: length / 2, part: 1 }
      : { middle: (low + high) / 2, part: (room * (high - low)) / length };
  };
  const [x, y] = [along(0, width), along(1, height)];
  const part = Math.min(1, Math.max(leastPart, x.part, y.part));
  const size = { width: Math.max(1, Math.round(width * part)), height: Math.max(1, Math.round(height * part)) };
  const begin = (middle: number, length: number, whole: number) =>
    Math.round(Math.min(Math.max(middle - length / 2, 0), whole - length));
  return { ...size, left: begin(x.middle, size.width, width), top: begin(y.middle, size.height, height) };
}
