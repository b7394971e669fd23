import sharp from "sharp";
import type { BytePicture, Size } from "../../lib/picture.ts";
import type { Marked } from "./overlay.ts";

/** A part of a picture, in whole pixels. */
export interface Region extends Size {
  readonly left: number;
  readonly top: number;
}

/** Least part of a picture's longer side that is shown: of one point, its surroundings say where it is. */
const leastPart = 0.4;
/** Room about the points, by their extent. */
const room = 1.5;

/** A picture with points on it. */
export interface MarkedPicture {
  readonly picture: BytePicture;
  readonly truth: readonly number[];
  readonly prediction: readonly number[];
}

/**
 * The part of a picture in which its points are, scaled to this width, with the points in pixels of it.
 */
export async function closeUp(
  { picture: { data, ...picture }, truth, prediction }: MarkedPicture,
  width: number,
): Promise<Marked> {
  const region = regionAround([...truth, ...prediction], picture);
  const scale = width / region.width;
  const size = { width, height: Math.round(region.height * scale) };
  const channels = picture.channels as 1 | 3;
  const scaled = await sharp(data, { raw: { ...picture, channels } })
    .extract(region)
    .resize(size.width, size.height, { fit: "fill" })
    .toColourspace(channels === 1 ? "b-w" : "srgb")
    .raw()
    .toBuffer();
  const shown = (points: readonly number[]) =>
    points.map((value, at) => (value + 0.5 - (at % 2 === 0 ? region.left : region.top)) * scale - 0.5);
  return {
    picture: { ...size, channels, data: scaled },
    truth: shown(truth),
    prediction: shown(prediction),
  };
}

/**
 * The smallest square in a picture that holds the points with room about them, or the whole picture where no square does. Points outside of
 * the picture don't count.
 */
export function regionAround(points: readonly number[], { width, height }: Size): Region {
  const x = extentOf(points, 0, width);
  const y = extentOf(points, 1, height);
  const most = Math.min(width, height);
  const extent = Math.max(x.length, y.length);
  if (extent > most) return { left: 0, top: 0, width, height };
  const side = Math.round(Math.min(most, Math.max(room * extent, leastPart * Math.max(width, height))));
  const begin = (middle: number, whole: number) => Math.round(Math.min(Math.max(middle - side / 2, 0), whole - side));
  return { left: begin(x.middle, width), top: begin(y.middle, height), width: side, height: side };
}

/** How far points reach along an axis; all of it where none lies in the picture. */
function extentOf(points: readonly number[], axis: 0 | 1, whole: number) {
  const inside = points.filter((value, at) => at % 2 === axis && value >= 0 && value < whole);
  if (inside.length === 0) return { middle: whole / 2, length: whole };
  const [low, high] = [Math.min(...inside), Math.max(...inside)];
  return { middle: (low + high) / 2, length: high - low };
}
