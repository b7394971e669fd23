import { lineWidth } from "../code-text.ts";

/** Text for a doc comment: what would end the comment is broken up, and long lines are wrapped. */
export function docText(text: string, indent = " * ".length): string {
  const safe = text.replaceAll("*/", "*\\/");
  return safe
    .split("\n")
    .map((line) => wrapped(line, lineWidth - indent))
    .join("\n");
}

/** A single line for ts-morph where it fits behind its opening and before its end, else lines of their own. */
export function docOf(text: string): string {
  const line = docText(text);
  return line.includes("\n") || line.length > lineWidth - "/**  */".length ? `\n${line}` : line;
}

function wrapped(line: string, width: number): string {
  if (line.length <= width) return line;
  const space = line.lastIndexOf(" ", width);
  if (space <= 0) return line;
  return `${line.slice(0, space)}\n${wrapped(line.slice(space + 1), width)}`;
}
