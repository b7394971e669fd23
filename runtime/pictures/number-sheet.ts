import sharp, { type Sharp } from "sharp";
import type { Planes } from "../../lib/correlate.ts";
import { inParallel } from "../data/in-parallel.ts";

export interface NumberSheetLayout {
  /** Width of a tile in pixels; its height follows. */
  readonly tileWidth: number;
  readonly columns: number;
  /** Pixels between tiles. */
  readonly gap: number;
  /** False keeps numbers as squares. */
  readonly smooth: boolean;
}

const transparent = { r: 0, g: 0, b: 0, alpha: 0 } as const;

/**
 * Numbers as pictures, one or three planes each, in rows on one PNG. Each is scaled by its own largest number, so that 0 is gray, what is above
 * light and what is below dark.
 */
export async function numberSheet(pictures: readonly Planes[], layout: NumberSheetLayout): Promise<Uint8Array> {
  const { tileWidth, gap, smooth } = layout;
  const columns = Math.min(layout.columns, pictures.length);
  const { height: h, width: w } = pictures[0]!;
  const tileHeight = Math.max(1, Math.round((h * tileWidth) / w));
  const tiles = await inParallel(pictures, 2, async (picture, index) => ({
    input: await rawPicture(picture, balanced)
      .resize(tileWidth, tileHeight, { kernel: smooth ? "cubic" : "nearest", fit: "fill" })
      .png()
      .toBuffer(),
    left: (index % columns) * (tileWidth + gap),
    top: Math.floor(index / columns) * (tileHeight + gap),
  }));
  const width = columns * (tileWidth + gap) - gap;
  const height = Math.ceil(pictures.length / columns) * (tileHeight + gap) - gap;
  return sharp({ create: { width, height, channels: 4, background: transparent } })
    .composite(tiles)
    .png()
    .toBuffer();
}

/** Numbers as one JPEG of this width, the smallest black and the largest white. */
export async function spreadPicture(picture: Planes, width: number): Promise<Uint8Array> {
  return rawPicture(picture, spread).resize(width, undefined, { kernel: "cubic" }).jpeg({ quality: 85 }).toBuffer();
}

type ToBytes = (data: Float32Array) => (value: number) => number;

const balanced: ToBytes = (data) => {
  const most = data.reduce((found, value) => Math.max(found, Math.abs(value)), 0) || 1;
  return (value) => 127.5 * (1 + value / most);
};

const spread: ToBytes = (data) => {
  const low = data.reduce((least, value) => Math.min(least, value), Infinity);
  const high = data.reduce((most, value) => Math.max(most, value), -Infinity);
  return (value) => (255 * (value - low)) / (high - low || 1);
};

/** Planes to pixels; of other than three planes the first is shown. */
function rawPicture({ channels, height, width, data }: Planes, toBytes: ToBytes): Sharp {
  const shown = channels === 3 ? 3 : 1;
  const byteOf = toBytes(data);
  const bytes = new Uint8Array(width * height * shown);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < shown; channel++)
      bytes[pixel * shown + channel] = Math.round(byteOf(data[channel * width * height + pixel]!));
  }
  return sharp(bytes, { raw: { width, height, channels: shown } });
}
