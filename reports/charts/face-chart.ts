import { escapeHtml } from "../html.ts";

/** A point of a face, in pixels of the picture behind it. */
export interface FacePoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Mean distance at which it was seen, in the same pixels. */
  readonly radius: number;
  /** What the distance is in the data's own pixels. */
  readonly error: number;
}

export interface FaceChart {
  readonly width: number;
  readonly height: number;
  /** A data URL. */
  readonly background: string;
  readonly points: readonly FacePoint[];
}

/** Circles as large as the error of each point, from green for the smallest to red for the largest, over a picture. */
export function faceChart({ width, height, background, points }: FaceChart): string {
  const errors = points.map(({ error }) => error);
  const [least, most] = [Math.min(...errors), Math.max(...errors)];
  const stroke = width / 400;
  // Where circles lie over each other, their rims must do, and small ones come last.
  const fill = points.length > 10 ? 0 : 0.2;
  const circles = [...points]
    .sort((a, b) => b.radius - a.radius)
    .map(({ name, x, y, radius, error }) => {
      const hue = 120 - 120 * ((error - least) / (most - least || 1));
      const paint = `hsl(${Math.round(hue)} 90% 50%)`;
      const title = `<title>${escapeHtml(name)}: ${error.toFixed(1)} pixels</title>`;
      const ring = `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="${paint}" fill-opacity="${fill}" stroke="${paint}" stroke-width="${stroke}"/>`;
      return `<g>${title}${ring}<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${2 * stroke}" fill="${paint}"/></g>`;
    });
  const description = `Mean error of ${points.length} ${points.length === 1 ? "point" : "points"}, ${least.toFixed(1)} to ${most.toFixed(1)} pixels, at their mean places.`;
  return [
    `<svg role="img" viewBox="0 0 ${width} ${height}" class="face">`,
    `<title>Mean error of each point</title><desc>${description}</desc>`,
    `<image href="${background}" width="${width}" height="${height}"/>`,
    ...circles,
    "</svg>",
  ].join("");
}
