import { darkSkin, mix } from "./colors.ts";
import type { Landmarks, Point2 } from "./landmarks.ts";
import type { Person } from "./person.ts";
import type { Expression } from "./shot.ts";
import { curve, element, ellipse, glow, moved, path, rgb, softLine } from "./svg.ts";

const lash = "rgb(34,24,22)";

export function browsSvg({ brows, shape }: Person, { rightBrow, leftBrow }: Landmarks): string {
  return [rightBrow, leftBrow].map((upper) => brow(upper, 8.5 * shape.browWeight, rgb(brows))).join("");
}

/** `upper`: its upper edge, from the inside out. */
function brow(upper: readonly Point2[], weight: number, color: string): string {
  const [inner, , middle, outer, end] = upper as unknown as readonly [Point2, Point2, Point2, Point2, Point2];
  const lower: Point2[] = [
    end,
    [outer[0], outer[1] + weight * 0.6],
    [middle[0], middle[1] + weight],
    [inner[0], inner[1] + 2],
  ];
  const outline = `${curve(upper)}${curve(lower, true)}Z`;
  return softLine(outline, color, 2.2, 0.25) + path(outline, { fill: color, opacity: 0.8 });
}

export function eyesSvg(person: Person, expression: Expression, { rightEye, leftEye }: Landmarks): string {
  return eye(person, expression, rightEye, "right") + eye(person, expression, leftEye, "left");
}

/** `outline`: outer corner, three points of the upper lid, inner corner, three of the lower lid. */
function eye(person: Person, { gaze }: Expression, outline: readonly Point2[], id: string): string {
  const upper = outline.slice(0, 5);
  const lower = [...outline.slice(4), outline[0]!];
  const opening = `${curve(upper)}${curve(lower, true)}Z`;
  const [outer, inner] = [outline[0]!, outline[4]!];
  const size = person.shape.eyeSize;
  const iris: Point2 = [(outer[0] + inner[0]) / 2 + gaze, -1.5];
  const fold = rgb(darkSkin(person.skin));
  const ball = [
    path(opening, { fill: "rgb(222,212,206)" }),
    ellipse(iris, 8.6 * size, 8.6 * size, { fill: rgb(mix(person.iris, [10, 10, 10], 0.55)) }),
    ellipse(iris, 7.2 * size, 7.2 * size, { fill: rgb(person.iris) }),
    ellipse(iris, 3.6 * size, 3.6 * size, { fill: "rgb(14,12,12)" }),
    ellipse([iris[0] + 2.4, iris[1] - 2.8], 1.5, 1.5, { fill: "white", opacity: 0.9 }),
    glow(inner, 6, 5, "blush", 0.8),
    softLine(curve(upper), "rgb(60,40,36)", 4, 0.4),
  ];
  const lashes = person.gender === "f" ? 2.8 : 2;
  return [
    softLine(curve(moved(upper, 0, -4.5)), fold, 1.7, 0.55),
    softLine(curve(moved(lower, 0, 3)), fold, 1.8, 0.22),
    element("clipPath", { id }, path(opening, {})),
    element("g", { "clip-path": `url(#${id})` }, ...ball),
    path(curve(upper), { stroke: lash, "stroke-width": lashes, opacity: 0.85, "stroke-linecap": "round" }),
    path(curve(lower), { stroke: lash, "stroke-width": 0.9, opacity: 0.45 }),
  ].join("");
}
