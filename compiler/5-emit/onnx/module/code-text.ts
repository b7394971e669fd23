/** Columns of a line, as in this project's own formatter settings. */
export const lineWidth = 120;

/**
 * `before item, item after` on one line where that fits, else an item a line, as are several objects. The first line stands
 * at column `indent`.
 */
export function layOut(before: string, items: readonly string[], after: string, indent = 0): string {
  const spaced = before.endsWith("{") ? ` ${items.join(", ")} ` : items.join(", ");
  const line = items.length === 0 ? before + after : before + spaced + after;
  const objects = items.length > 1 && items.every((item) => item.startsWith("{"));
  if (indent + line.length <= lineWidth && !objects) return line;
  const inner = " ".repeat(indent + 2);
  return [before, ...items.map((item) => `${inner}${item},`), `${" ".repeat(indent)}${after}`].join("\n");
}

/** A doc comment; text that would end it is taken apart. */
export function comment(text: readonly string[], indent = ""): string {
  const lines = text.map((line) => line.replaceAll("*/", "* /"));
  if (lines.length === 1) return `${indent}/** ${lines[0]} */`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join("\n");
}

/** `"conv1.weight"` where it is no identifier. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** Rows of cells, one under the other. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}
