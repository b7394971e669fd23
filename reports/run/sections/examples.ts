import { escapeHtml } from "../../html.ts";
import { showLoss } from "../figure-rows.ts";
import type { ReportedRun, ShownExample } from "../run.ts";

/** The faces that the network sees best and worst. */
export function exampleSection({ best, worst }: ReportedRun): string {
  return [
    '<p>Validation pictures by their loss; <b class="truth">green</b> is where a point is, <b class="seen">orange</b> where the network sees it.</p>',
    `<h4>Best</h4>${gallery(best)}`,
    `<h4>Worst</h4>${gallery(worst)}`,
  ].join("\n");
}

function gallery(examples: readonly ShownExample[]): string {
  return `<div class="gallery">${examples.map(figure).join("\n")}</div>`;
}

function figure({ id, loss, pixelError, picture }: ShownExample): string {
  const figures = `loss ${showLoss(loss)}, ${pixelError.toFixed(1)} px`;
  const alt = `${id} with true and predicted points, ${figures}`;
  return `<figure><img src="${picture}" alt="${escapeHtml(alt)}"/><figcaption><b>${escapeHtml(id)}</b> ${figures}</figcaption></figure>`;
}
