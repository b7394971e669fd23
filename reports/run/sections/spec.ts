import { escapeHtml } from "../../html.ts";
import { withSeparators } from "../../numbers.ts";
import type { ReportedRun } from "../run.ts";
import type { SpecListing } from "../spec-listing.ts";

/** The text that was trained, with what comes out of each step. */
export function specSection({ model, summary: { parameters }, spec }: ReportedRun): string {
  const count = typeof parameters === "number" ? withSeparators(parameters) : parameters;
  const words = `<p>Beside a step of ${escapeHtml(model)} stands the shape that comes out of it. The model has ${count} parameters.</p>`;
  return `${words}${spec.map((listing, index) => file(listing, index === 0)).join("\n")}`;
}

function file({ file, lines }: SpecListing, open: boolean): string {
  const rows = lines
    .map(({ text, shapes }) => `<span class="shape">${shapesOf(shapes)}</span>${escapeHtml(text)}\n`)
    .join("");
  const width = Math.max(
    0,
    ...lines.map(({ shapes: [first = "", ...others] }) => first.length + (others.length > 0 ? 2 : 0)),
  );
  const pre = `<pre class="spec" style="--shapes: ${width}ch">${rows}</pre>`;
  return `<details${open ? " open" : ""}><summary>${escapeHtml(file)}</summary>${pre}</details>`;
}

/** A step in a repeat may have many; the rest stands in the title. */
function shapesOf(shapes: readonly string[]): string {
  const [first, ...others] = shapes;
  if (first === undefined) return "";
  if (others.length === 0) return escapeHtml(first);
  return `<abbr title="${escapeHtml(shapes.join(" "))}">${escapeHtml(first)} …</abbr>`;
}
