import { escapeHtml } from "../../html.ts";
import type { ReportedRun, ShownFilters } from "../run.ts";

/** What the first layer looks for, and what it finds in a picture. */
export function filterSection({ filters }: ReportedRun): string {
  if (filters === undefined) return "<p>The model's first step is no convolution, so there are no filters to show.</p>";
  const { path, sheet, responses, example } = filters;
  return [
    `<p><code>${escapeHtml(path)}.weight</code>: ${inWords(filters)}. Gray is 0, light is above and dark below.</p>`,
    `<figure class="one"><img class="pixels" src="${sheet}" alt="The filters of ${escapeHtml(path)}"/><figcaption>Filters, each scaled to its largest weight</figcaption></figure>`,
    `<figure class="one"><img src="${responses}" alt="${escapeHtml(example)} convolved with each filter"/><figcaption>The best picture, ${escapeHtml(example)}, convolved with each of them</figcaption></figure>`,
  ].join("\n");
}

function inWords({ shape: [count, channels, height, width], shown }: ShownFilters): string {
  const all = `${count} filters of ${height}x${width} over ${channels} ${channels === 1 ? "channel" : "channels"}`;
  return shown < count! ? `the first ${shown} of ${all}` : all;
}
