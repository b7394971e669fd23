import type { Size } from "../../lib/picture.ts";

/** NaN where it is not known where a point is: then it has no ring. */
interface MarkedPoints {
  readonly truth?: ArrayLike<number>;
  readonly prediction?: ArrayLike<number>;
}

const green = "rgb(64,220,90)";
const orange = "rgb(255,140,26)";

/** An SVG of a picture's size with nothing but the marks. Each has a dark rim, so that it shows on any ground. */
export function marksSvg({ width, height }: Size, { truth = [], prediction = [] }: MarkedPoints): string {
  const many = Math.max(truth.length, prediction.length) > 20;
  const radius = Math.max(width, height) * (many ? 0.004 : 0.011);
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
