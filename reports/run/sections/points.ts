import { faceChart } from "../../charts/face-chart.ts";
import { escapeHtml } from "../../html.ts";
import type { ReportedRun } from "../run.ts";

const named = 5;

/** Which points are seen well and which are not. */
export function pointSection({ face }: ReportedRun): string {
  const byError = [...face.points].sort((a, b) => b.error - a.error);
  const list = (points: typeof byError) =>
    points.map(({ name, error }) => `${escapeHtml(name)} (${error.toFixed(1)} px)`).join(", ");
  const words =
    byError.length <= named
      ? `<p>${list(byError)}.</p>`
      : `<p>Largest: ${list(byError.slice(0, named))}. Smallest: ${list(byError.slice(-named).reverse())}.</p>`;
  return `<figure class="one">${faceChart(face)}<figcaption>The mean of all validation pictures and points, as the network sees them. A circle's radius is the point's mean error.</figcaption></figure>${words}`;
}
