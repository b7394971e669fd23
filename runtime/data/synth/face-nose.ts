import { darkSkin } from "./colors.ts";
import type { Landmarks, Point2 } from "./landmarks.ts";
import type { Person } from "./person.ts";
import type { Expression } from "./shot.ts";
import { curve, glow, rgb, softLine } from "./svg.ts";

/** What shading alone doesn't show: nostrils, the creases around the wings, and the folds down to the mouth. */
export function noseSvg({ skin, shape }: Person, { smile }: Expression, { nose, mouth }: Landmarks): string {
  const dark = rgb(darkSkin(skin));
  const base = nose[5]!;
  const left = { side: nose.slice(0, 5), sign: -1, corner: mouth[0]! };
  const right = { side: nose.slice(6).toReversed(), sign: 1, corner: mouth[4]! };
  const halves = [left, right].map(({ side, sign, corner }) => {
    const [, , upper, wing, lower] = side as unknown as readonly [Point2, Point2, Point2, Point2, Point2];
    const crease: Point2[] = [
      [upper[0], upper[1] + 3],
      [wing[0] + sign * 1.5, wing[1] - 2],
      [lower[0], lower[1] + 1],
    ];
    const fold: Point2[] = [
      [wing[0] + sign * 3, wing[1]],
      [wing[0] + sign * 14, wing[1] + 16],
      [corner[0] + sign * 9, corner[1]],
    ];
    return [
      softLine(curve(side.slice(0, 3)), dark, 7, 0.12),
      softLine(curve(fold), dark, 2.6, 0.07 + 0.3 * smile),
      softLine(curve(crease), dark, 2, 0.55),
      glow([sign * 9 * shape.noseWidth, base[1] - 2.5], 7.5 * shape.noseWidth, 4.4, "dark", 0.95),
    ].join("");
  });
  return [glow([0, base[1] + 4], 24, 12, "shadow", 0.5), glow([0, base[1] - 12], 24, 18, "blush", 0.3), ...halves].join(
    "",
  );
}
