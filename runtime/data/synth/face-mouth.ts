import { darkSkin, mix } from "./colors.ts";
import type { Landmarks, Point2 } from "./landmarks.ts";
import type { Person } from "./person.ts";
import type { Expression } from "./shot.ts";
import { curve, element, ellipse, glow, path, rgb, softLine } from "./svg.ts";

export function mouthSvg(person: Person, { smile, open }: Expression, { mouth }: Landmarks): string {
  const [left, , top, , right, , bottom] = mouth as unknown as readonly [
    Point2,
    Point2,
    Point2,
    Point2,
    Point2,
    Point2,
    Point2,
  ];
  const half = right[0];
  /** Where the lips meet, in the middle. */
  const seam = top[1] + (bottom[1] - open - top[1]) * 0.42;
  const inner: Point2[] = [
    [-half * 0.45, seam],
    [0, seam + 1],
    [half * 0.45, seam],
  ];
  const dropped: Point2[] = inner.map(([x, y]) => [x * 0.98, y + open]);
  const upperOutline = curve(mouth.slice(0, 5));
  const outline = `${upperOutline}${curve([...mouth.slice(4), left], true)}Z`;
  const seamLine = curve([left, ...inner, right]);
  const gap = `${seamLine}${curve([right, ...dropped.toReversed(), left], true)}Z`;
  const upperLip = `${upperOutline}${curve([right, ...inner.toReversed(), left], true)}Z`;
  return [
    glow([0, bottom[1] + 9], half * 0.9, 11, "shadow", 0.42),
    softLine(outline, rgb(mix(person.lips, person.skin, 0.5)), 1.6, 0.5),
    path(outline, { fill: rgb(person.lips), opacity: 0.85 }),
    path(upperLip, { fill: rgb(mix(person.lips, [70, 20, 24], 0.3)), opacity: 0.75 }),
    glow([0, bottom[1] - 5], half * 0.55, 5, "shine", 0.25),
    open > 1 ? openMouth(gap, seam, open, half, smile) : "",
    softLine(seamLine, "rgb(62,22,22)", 1.6, 0.6),
    ...[left, right].map((corner) => glow(corner, 7, 6, "shadow", 0.6)),
    softLine(curve([left, [left[0] - 3, left[1] - 1]]), rgb(darkSkin(person.skin)), 1.6, 0.5),
    softLine(curve([right, [right[0] + 3, right[1] - 1]]), rgb(darkSkin(person.skin)), 1.6, 0.5),
  ].join("");
}

/** What an open mouth shows: its dark inside, the tongue, the upper teeth. */
function openMouth(gap: string, seam: number, open: number, half: number, smile: number): string {
  const gaps = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5].map((tooth) =>
    path(`M${tooth * 7},${seam - 4}v14`, { stroke: "rgb(120,96,88)", "stroke-width": 0.6, opacity: 0.4 }),
  );
  return [
    element("clipPath", { id: "gap" }, path(gap, {})),
    element(
      "g",
      { "clip-path": "url(#gap)" },
      path(gap, { fill: "rgb(52,16,18)" }),
      ellipse([0, seam + open + 3], half * 0.5, open * 0.45, { fill: "rgb(150,76,76)" }),
      ellipse([0, seam - 1], half * (0.62 + 0.25 * smile), Math.min(open, 9), { fill: "rgb(226,218,204)" }),
      ...gaps,
    ),
  ].join("");
}
