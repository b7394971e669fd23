/** Text as it stands in HTML and SVG, attributes included. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** What a page consists of; `policy` is its content security policy, `style` is CSS and `main` is HTML. */
export interface Page {
  readonly title: string;
  readonly policy: string;
  readonly style: string;
  readonly main: string;
}

export function htmlPage({ title, policy, style, main }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}

/** A cell that is HTML already. */
export interface Markup {
  readonly html: string;
}

/** A cell's text, or markup; undefined leaves it empty. */
export type Cell = string | Markup | undefined;

/** A table with a head; the first cell of each row is the row's own head. */
export function htmlTable(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const titles = head.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join("");
  const body = rows
    .map(
      ([first, ...cells]) =>
        `<tr><th scope="row">${shown(first)}</th>${cells.map((cell) => `<td>${shown(cell)}</td>`).join("")}</tr>`,
    )
    .join("\n");
  return `<div class="wide"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${titles}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function shown(cell: Cell): string {
  if (cell === undefined) return "";
  return typeof cell === "string" ? escapeHtml(cell) : cell.html;
}
