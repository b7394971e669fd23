import { readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import type { BytePicture } from "../../lib/picture.ts";
import { decode } from "../data/decode.ts";
import { inParallel } from "../data/in-parallel.ts";
import { type MarkedPoints, marksSvg } from "./marks.ts";

/** A picture with points to show on it. */
export type Marked = MarkedPoints & ({ /** Its path. */ readonly file: string } | { readonly picture: BytePicture });

export type PictureFormat = "png" | "jpeg";

export interface SheetLayout {
  readonly columns?: number;
  readonly tileWidth?: number;
  readonly tileHeight?: number;
}

/** Pixels between the tiles of a sheet, and around them. */
const gap = 4;
const background = { r: 24, g: 24, b: 24 } as const;

/**
 * A picture file that shows the points on a picture: rings where they are, crosses where a network sees them, and a line
 * from each ring to its cross.
 *
 * @throws DataError where the file is no picture.
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

/** Decoded as for the network, so that points and pixels agree whatever the file says of its orientation. */
async function overlaid(marked: Marked): Promise<Sharp> {
  const picture = "picture" in marked ? marked.picture : await decode(await readFile(marked.file), marked.file);
  const { width, height, channels, data } = picture;
  const raw = { width, height, channels: channels as 1 | 3 };
  const marks = Buffer.from(marksSvg(picture, marked));
  return sharp(data, { raw })
    .toColourspace("srgb")
    .composite([{ input: marks }]);
}

async function encode(picture: Sharp, format: PictureFormat): Promise<Uint8Array> {
  return format === "png" ? picture.png().toBuffer() : picture.jpeg({ quality: 90 }).toBuffer();
}
