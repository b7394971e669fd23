import type { Size } from "../../lib/picture.ts";
import { drawnNumber } from "./digits.ts";
import { placeNumbers } from "./number-places.ts";

/** Points to show on a picture: [x, y, ...] in pixels (centres) of it. NaN where nobody knows where a point is: then it has no mark. */
export interface MarkedPoints {
  /** Where the points are, in green. */
  readonly truth?: ArrayLike<number>;
  /** Where a network sees them, in orange. */
  readonly prediction?: ArrayLike<number>;
  /** Numbers to write beside the true points, one each. */
  readonly numbers?: readonly number[];
}

const green = "rgb(64,220,90)";
const orange = "rgb(255,140,26)";

/** So many points have room for large marks, and for numbers beside them. */
export const fewPoints = 10;

/** An SVG of a picture's size with nothing but the marks. Each has a dark rim, so that it shows on any ground. */
export function marksSvg({ width, height }: Size, { truth = [], prediction = [], numbers }: MarkedPoints): string {
  const side = Math.max(width, height);
  const many = Math.max(truth.length, prediction.length) / 2 > fewPoints;
  const radius = side * (many ? 0.004 : 0.011);
  const line = Math.max(1, radius * 0.45);
  const trueAt = centres(truth);
  const seenAt = centres(prediction);
  const errors = trueAt.flatMap(([x, y], index) => {
    const seen = seenAt[index];
    return seen === undefined || Number.isNaN(x) ? [] : [`M${x},${y}L${seen[0]},${seen[1]}`];
  });
  const rings = trueAt.flatMap(([x, y]) =>
    Number.isNaN(x)
      ? []
      : `M${x - radius},${y}a${radius},${radius} 0 1 0 ${2 * radius},0a${radius},${radius} 0 1 0 ${-2 * radius},0`,
  );
  const crosses = seenAt.map(([x, y]) => {
    const [left, top, right, bottom] = [x - radius, y - radius, x + radius, y + radius];
    return `M${left},${top}L${right},${bottom}M${left},${bottom}L${right},${top}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="none" stroke-linecap="round">`,
    strokes(errors, "white", line * 0.6),
    strokes(rings, green, line),
    strokes(crosses, orange, line),
    ...(numbers === undefined
      ? []
      : [numberStrokes(trueAt, numbers, { height: side * (many ? 0.016 : 0.034), radius })]),
    "</svg>",
  ].join("");
}

/** SVG counts from the picture's edges: the centre of pixel 0 lies at 0.5. */
function centres(points: ArrayLike<number>): (readonly [number, number])[] {
  return Array.from({ length: points.length / 2 }, (_, k) => [points[k * 2]! + 0.5, points[k * 2 + 1]! + 0.5]);
}

function strokes(paths: readonly string[], color: string, width: number): string {
  const d = paths.join("");
  return [
    `<path d="${d}" stroke="black" stroke-opacity="0.55" stroke-width="${width * 2}"/>`,
    `<path d="${d}" stroke="${color}" stroke-width="${width}"/>`,
  ].join("");
}

/** The numbers, white with a dark rim. */
function numberStrokes(
  points: readonly (readonly [number, number])[],
  numbers: readonly number[],
  { height, radius }: { readonly height: number; readonly radius: number },
): string {
  const numbered = points
    .map(([x, y], index) => ({ number: numbers[index]!, x, y }))
    .filter(({ x }) => !Number.isNaN(x));
  const places = placeNumbers(numbered, height, radius);
  const drawn = numbered.map(({ number }, index) => drawnNumber(number, places[index]!)).join("");
  return [
    `<g stroke="black" stroke-opacity="0.7" stroke-width="0.36">${drawn}</g>`,
    `<g stroke="white" stroke-width="0.13">${drawn}</g>`,
  ].join("");
}
