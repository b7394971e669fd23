import type { BytePicture } from "../../lib/picture.ts";
import { cellsOf, textOf } from "./csv-rows.ts";
import { quoted } from "./image-path.ts";
import { DataError, type DataPlace, type PixelRow } from "./reader.ts";

/** Characters between numbers, and of a number. */
const [space, zero, nine] = [32, 48, 57];
const brightest = 255;

/**
 * The picture: whole numbers of 0..255 with spaces between them, row after row.
 *
 * @param bytes of the row.
 * @throws DataError where these are not as many numbers as it has pixels, or others.
 */
export function pixelsOf(bytes: Uint8Array, row: PixelRow, { file, line }: DataPlace): BytePicture {
  const { column, height, width } = row;
  const text = cellsOf(textOf(bytes, file))?.[column] ?? "";
  const fail = (message: string): never => {
    throw new DataError(message, file, line);
  };
  const count = height * width;
  const data = new Uint8Array(count);
  let found = 0;
  let number = -1;
  for (let at = 0; at <= text.length; at++) {
    const character = at < text.length ? text.charCodeAt(at) : space;
    if (character >= zero && character <= nine) number = Math.max(number, 0) * 10 + character - zero;
    else if (character !== space)
      fail(`has pixels ${quoted(text.slice(Math.max(0, at - 3)))}, which are no whole numbers`);
    else if (number >= 0) {
      if (number > brightest) fail(`has a pixel of ${number}; they go from 0 to ${brightest}`);
      if (found < count) data[found] = number;
      found++;
      number = -1;
    }
  }
  if (found !== count) fail(`has ${found} pixels, where a picture of ${width}x${height} has ${count}`);
  return { width, height, channels: 1, data };
}

/**
 * The same for pictures of the same pixels, and hardly ever for others (53 bits of two FNV-1a sums), so that copies of a picture stay
 * together.
 */
export function pictureKey(pixels: string): string {
  let [low, high] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < pixels.length; at++) {
    const character = pixels.charCodeAt(at);
    low = Math.imul(low ^ character, 0x01000193);
    high = Math.imul(high ^ character, 0x5bd1e995);
  }
  return `${(high >>> 0).toString(16)}${(low >>> 0).toString(16).padStart(8, "0")}`;
}
