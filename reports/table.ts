/** A column of a text table. */
export interface Column<Row> {
  readonly title: string;
  readonly align: "left" | "right";
  readonly cell: (row: Row) => string;
}

/** Rows in aligned columns, two blanks apart, a line under the titles and one above each of the last `totals` rows. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], totals = 0): string {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const titles = columns.map((column) => column.title);
  const widths = columns.map((_, i) => Math.max(...[titles, ...cells].map((line) => line[i]!.length)));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) => (columns[i]!.align === "left" ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("──");
  const body = cells.map(line);
  const cut = body.length - totals;
  return [line(titles), rule, ...body.slice(0, cut), ...(totals > 0 ? [rule, ...body.slice(cut)] : [])].join("\n");
}
