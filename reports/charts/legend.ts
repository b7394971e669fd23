import { label } from "./axes.ts";

/** A line of a chart, as the legend shows it. */
export interface LegendEntry {
  readonly name: string;
  readonly color: string;
  readonly dash?: string;
}

const rowHeight = 18;
const sample = 26;

/** Rows of entries, as many to a row as fit, and the height that they take. Widths of letters are guessed: 6.4 on average. */
export function legend(
  entries: readonly LegendEntry[],
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
): { readonly svg: string; readonly height: number } {
  let x = left;
  let row = 0;
  const drawn = entries.map(({ name, color, dash }) => {
    const width = sample + name.length * 6.4 + 16;
    if (x > left && x + width > right) {
      x = left;
      row++;
    }
    const y = top + row * rowHeight + rowHeight / 2;
    const line = `<path d="M${x},${y}h20" stroke="${color}" stroke-width="2"${dashOf(dash)}/>`;
    const text = label(x + sample, y + 4, "start", name);
    x += width;
    return `${line}${text}`;
  });
  return { svg: drawn.join(""), height: entries.length === 0 ? 0 : (row + 1) * rowHeight };
}

export function dashOf(dash: string | undefined): string {
  return dash === undefined ? "" : ` stroke-dasharray="${dash}"`;
}
