import { mix } from "./colors.ts";
import type { Person } from "./person.ts";
import type { Shot } from "./shot.ts";
import { element, fadingColors, glow, rgb } from "./svg.ts";

/** The blackboard behind: darker to the edges, with smears of chalk, and lit where a spot light falls on it. */
export function backdropSvg(
  { backdrop, number }: Person,
  { light, x, y }: Shot,
  width: number,
  height: number,
): string {
  const side = Math.sign(light.direction[0]);
  const smears = [0, 1, 2, 3].map((k) =>
    glow([(number * 137 + k * 211) % width, 60 + k * 95], 240, 44, "chalk", 0.16 + 0.14 * light.spot),
  );
  return element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height },
    fadingColors({
      light: mix(backdrop, [255, 255, 246], 0.2 + 0.5 * light.spot),
      chalk: mix(backdrop, [255, 255, 255], 0.35),
      shadow: [0, 0, 0],
    }),
    element("rect", { width, height, fill: rgb(mix(backdrop, [0, 0, 0], 0.32)) }),
    glow([width * (0.5 + 0.3 * side * light.spot), height * 0.4], 560, 460, "light", 0.9),
    ...smears,
    // The head's shadow falls to the side away from the spot.
    glow([x - side * 170, y + 40], 170, 260, "shadow", 0.7 * light.spot),
  );
}
