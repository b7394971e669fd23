import sharp from "sharp";

/** A drawing as a PNG, two pixels to each of its units. */
export async function svgPicture(svg: string): Promise<Uint8Array> {
  return sharp(Buffer.from(svg), { density: 144 }).png().toBuffer();
}
