import sharp from "sharp";
import { DataError } from "../../compiler/datasets/reader.ts";
import type { BytePicture } from "../../lib/picture.ts";

/** A picture as its file holds it. */
export interface DecodedPicture extends BytePicture {
  readonly channels: 1 | 3;
}

/**
 * Decodes any format that sharp knows (JPEG, PNG, WebP, GIF, TIFF, AVIF) to sRGB, turned as its EXIF note says and
 * without transparency. Gray files give as many channels as asked for.
 *
 * @param file for messages.
 * @throws DataError where the file is cut off, damaged, or no picture.
 */
export async function decode(bytes: Uint8Array, file: string, channels: 1 | 3 = 3): Promise<DecodedPicture> {
  if (bytes.length === 0) throw new DataError("is empty, where a picture should be", file);
  try {
    const { data, info } = await sharp(bytes, { failOn: "truncated" })
      .autoOrient()
      .removeAlpha()
      .toColourspace(channels === 1 ? "b-w" : "srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, channels, data: withChannels(data, info.channels, channels) };
  } catch {
    throw new DataError(`is no picture that can be read: ${await problemOf(bytes)}`, file);
  }
}

/** sharp leaves some gray files at one channel, whatever color space was asked for. */
function withChannels(data: Uint8Array, from: number, to: number): Uint8Array {
  if (from === to) return data;
  const result = new Uint8Array((data.length / from) * to);
  for (let pixel = 0; pixel < data.length / from; pixel++) {
    for (let channel = 0; channel < to; channel++) result[pixel * to + channel] = data[pixel * from]!;
  }
  return result;
}

/** In our words: libvips keeps its messages in one place, where those of pictures that are decoded at the same time get lost. */
async function problemOf(bytes: Uint8Array): Promise<string> {
  const header = await sharp(bytes)
    .metadata()
    .catch(() => undefined);
  return header === undefined ? "its format is not known" : `it is a ${header.format} that is cut off or damaged`;
}
