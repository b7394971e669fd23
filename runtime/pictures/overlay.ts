import sharp, { type Sharp } from "sharp";
import type { BytePicture } from "../../lib/picture.ts";
import { inParallel } from "../data/in-parallel.ts";
import { type MarkedPoints, marksSvg } from "./marks.ts";

/** A picture with points to show on it. */
export interface Marked extends MarkedPoints {
  /** Or what reads it, where pictures are large and are shown one after the other. */
  readonly picture: BytePicture | (() => Promise<BytePicture>);
}

export type PictureFormat = "png" | "jpeg";

export interface SheetLayout {
  readonly columns?: number;
  readonly tileWidth?: number;
  readonly tileHeight?: number;
}

/** Columns that a small picture is enlarged to, at least, in whole steps, so that marks on it are fine. */
const leastWidth = 320;
/** Pixels between the tiles of a sheet, and around them. */
const gap = 4;
const background = { r: 24, g: 24, b: 24 } as const;

/**
 * A picture file that shows the points on a picture, which is enlarged where it is small: rings where they are, crosses where a network sees them, and a line
 * from each ring to its cross.
 *
 * @throws what reading the picture throws.
 */
export async function overlayPicture(marked: Marked, format: PictureFormat): Promise<Uint8Array> {
  return encode(await overlaid(marked), format);
}

/** Many such pictures in one, in rows, each fitted into a tile. */
export async function contactSheet(
  pictures: readonly Marked[],
  format: PictureFormat,
  { columns = 6, tileWidth = 320, tileHeight = 240 }: SheetLayout = {},
): Promise<Uint8Array> {
  const across = Math.max(1, Math.min(columns, pictures.length));
  const down = Math.max(1, Math.ceil(pictures.length / across));
  const tiles = await inParallel(pictures, 2, async (marked, index) => {
    const whole = sharp(await (await overlaid(marked)).png({ compressionLevel: 1 }).toBuffer());
    return {
      input: await whole.resize(tileWidth, tileHeight, { fit: "contain", background }).png().toBuffer(),
      left: gap + (index % across) * (tileWidth + gap),
      top: gap + Math.floor(index / across) * (tileHeight + gap),
    };
  });
  const width = across * (tileWidth + gap) + gap;
  const height = down * (tileHeight + gap) + gap;
  return encode(sharp({ create: { width, height, channels: 3, background } }).composite(tiles), format);
}

async function overlaid(marked: Marked): Promise<Sharp> {
  const { data, ...size } = typeof marked.picture === "function" ? await marked.picture() : marked.picture;
  const by = Math.max(1, Math.ceil(leastWidth / size.width));
  const shown = { width: size.width * by, height: size.height * by };
  const at = (points: ArrayLike<number> = []) => Array.from(points, (place) => (place + 0.5) * by - 0.5);
  const marks = marksSvg(shown, { ...marked, truth: at(marked.truth), prediction: at(marked.prediction) });
  const picture = sharp(data, { raw: { ...size, channels: size.channels as 1 | 3 } }).toColourspace("srgb");
  // sharp lays marks on after it has resized.
  return (by === 1 ? picture : picture.resize({ ...shown, kernel: "nearest" })).composite([
    { input: Buffer.from(marks) },
  ]);
}

async function encode(picture: Sharp, format: PictureFormat): Promise<Uint8Array> {
  return format === "png" ? picture.png().toBuffer() : picture.jpeg({ quality: 90 }).toBuffer();
}
