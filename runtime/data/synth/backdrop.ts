import sharp from "sharp";
import type { Size } from "../../../lib/picture.ts";
import { mix } from "./colors.ts";
import type { Person } from "./person.ts";
import type { Shot } from "./shot.ts";
import { element, fadingColors, glow, rgb } from "./svg.ts";

/** Size of the picture, which the shot's coordinates count in. */
const whole = { width: 640, height: 480 } as const;
/** It has no sharp edges, so a small drawing will do. */
const drawn = { width: 160, height: 120 } as const;

/**
 * The blackboard behind: darker to the edges, with smears of chalk, and lit where a spot light falls on it. Red, green
 * and blue of each pixel of a canvas of this size.
 */
export async function backdrop(person: Person, shot: Shot, size: Size): Promise<Uint8Array> {
  const small = await sharp(Buffer.from(backdropSvg(person, shot)))
    .removeAlpha()
    .raw()
    .toBuffer();
  return sharp(small, { raw: { ...drawn, channels: 3 } })
    .resize(size.width, size.height, { kernel: "linear" })
    .raw()
    .toBuffer();
}

function backdropSvg({ backdrop, number }: Person, { light, x, y }: Shot): string {
  const side = Math.sign(light.direction[0]);
  const smears = [0, 1, 2, 3].map((k) =>
    glow([(number * 137 + k * 211) % whole.width, 60 + k * 95], 240, 44, "chalk", 0.16 + 0.14 * light.spot),
  );
  return element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${whole.width} ${whole.height}`, ...drawn },
    fadingColors({
      light: mix(backdrop, [255, 255, 246], 0.2 + 0.5 * light.spot),
      chalk: mix(backdrop, [255, 255, 255], 0.35),
      shadow: [0, 0, 0],
    }),
    element("rect", { ...whole, fill: rgb(mix(backdrop, [0, 0, 0], 0.32)) }),
    glow([whole.width * (0.5 + 0.3 * side * light.spot), whole.height * 0.4], 560, 460, "light", 0.9),
    ...smears,
    // The head's shadow falls to the side away from the spot.
    glow([x - side * 170, y + 40], 170, 260, "shadow", 0.7 * light.spot),
  );
}
