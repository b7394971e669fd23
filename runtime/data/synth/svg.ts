import type { Color } from "./colors.ts";
import type { Point2 } from "./landmarks.ts";

/** Small pieces of SVG text. */
export function rgb(color: Color): string {
  return `rgb(${color.map(Math.round).join(",")})`;
}

/** Attributes of an element: `fill="red" opacity="0.5"`. */
type Attributes = Readonly<Record<string, string | number>>;

export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === "number" ? short(value) : value}"`,
  );
  return inside.length === 0
    ? `<${name}${written.join("")}/>`
    : `<${name}${written.join("")}>${inside.join("")}</${name}>`;
}

export function ellipse([cx, cy]: Point2, rx: number, ry: number, attributes: Attributes): string {
  return element("ellipse", { cx, cy, rx, ry, ...attributes });
}

export function path(d: string, attributes: Attributes): string {
  return element("path", { d, fill: "none", ...attributes });
}

/** Colors that fade away from the middle of an ellipse, by id: far cheaper than blurring. */
export function fadingColors(colors: Readonly<Record<string, Color>>): string {
  const gradients = Object.entries(colors).map(([id, color]) =>
    element(
      "radialGradient",
      { id },
      ...fading.map(([offset, opacity]) =>
        element("stop", { offset, "stop-color": rgb(color), "stop-opacity": opacity }),
      ),
    ),
  );
  return element("defs", {}, ...gradients);
}

/** About a bell curve. */
const fading = [
  [0, 1],
  [0.25, 0.84],
  [0.5, 0.5],
  [0.75, 0.17],
  [1, 0],
] as const;

/** An ellipse of one of the fading colors. */
export function glow(centre: Point2, rx: number, ry: number, id: string, opacity: number): string {
  return ellipse(centre, rx, ry, { fill: `url(#${id})`, opacity });
}

/** A line with soft edges. */
export function softLine(d: string, color: string, width: number, opacity: number): string {
  return [2, 1.4, 0.8]
    .map((share) =>
      path(d, { stroke: color, "stroke-width": width * share, opacity: opacity / 2, "stroke-linecap": "round" }),
    )
    .join("");
}

/** The smooth curve through points (Catmull-Rom, as Bézier curves); `joined` goes on from the pen's place. */
export function curve(points: readonly Point2[], joined = false): string {
  const at = (index: number) => points[Math.min(Math.max(index, 0), points.length - 1)]!;
  const pieces = [`${joined ? "L" : "M"}${pair(at(0))}`];
  for (let index = 0; index + 1 < points.length; index++) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const first: Point2 = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const second: Point2 = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    pieces.push(`C${pair(first)} ${pair(second)} ${pair(to)}`);
  }
  return pieces.join("");
}

export function polygon(points: readonly Point2[]): string {
  return `M${points.map(pair).join("L")}Z`;
}

export function moved(points: readonly Point2[], dx: number, dy: number): Point2[] {
  return points.map(([x, y]) => [x + dx, y + dy]);
}

function pair([x, y]: Point2): string {
  return `${short(x)},${short(y)}`;
}

function short(number: number): string {
  return String(Math.round(number * 100) / 100);
}
