import type { Paint, Style } from "./colour.ts";
import type { Place, TextLookup } from "./place.ts";
import { lineOf, positionOf } from "./position.ts";

/** Longer lines are cut around what is pointed at. */
const longestLine = 110;

/**
 * The line that a place begins on, with what is meant underlined:
 *
 *     --> specs/nosenet.kpnet:48:3
 *    |
 * 48 |   data: Noses
 *    |   ^^^^^^^^^^^
 */
export function renderFrame(place: Place, lookup: TextLookup, style: Style, paint: Paint): string {
  const { file, line, column, endLine, endColumn } = positionOf(place, lookup);
  const text = lookup.text(file);
  const margin = marginOf(place, lookup);
  const header = `${margin}${paint("frame", "-->")} ${file}:${line}:${column}`;
  if (text === undefined || text === "") return header;
  const whole = lineOf(text, line);
  const until = endLine > line ? whole.length + 1 : endColumn;
  const { shown, start, length } = cut(whole, column - 1, Math.max(1, until - column));
  const bar = paint("frame", "|");
  return [
    header,
    `${margin} ${bar}`,
    `${paint("frame", String(line))} ${bar} ${shown}`,
    `${margin} ${bar} ${" ".repeat(start)}${paint(style, "^".repeat(length))}`,
  ].join("\n");
}

/** Blanks as wide as the number of the line that a place begins on. */
export function marginOf(place: Place, lookup: TextLookup): string {
  return " ".repeat(String(positionOf(place, lookup).line).length);
}

/** The line that a place begins on, for a remark beside a frame: `12 | scale(-1..1)`, with the file where it is another. */
export function renderLine(beside: Place, place: Place, lookup: TextLookup, paint: Paint): string {
  const { file, line, column } = positionOf(place, lookup);
  const { shown } = cut(lineOf(lookup.text(file) ?? "", line), column - 1, 1);
  return `${paint("frame", `${file === beside.file ? "" : `${file}:`}${line} |`)} ${shown.trim()}`;
}

/** The part of a line around what is underlined, in characters that a terminal shows as one column each. */
function cut(line: string, start: number, length: number): { shown: string; start: number; length: number } {
  if (line.length <= longestLine)
    return { shown: visible(line), start, length: Math.max(1, Math.min(length, line.length - start)) };
  const from = Math.max(0, Math.min(start - 20, line.length - longestLine));
  const to = Math.min(line.length, from + longestLine);
  const before = from > 0 ? "…" : "";
  const after = to < line.length ? "…" : "";
  return {
    shown: `${before}${visible(line.slice(from, to))}${after}`,
    start: start - from + before.length,
    length: Math.max(1, Math.min(length, to - start)),
  };
}

/** Tabs as one blank; control characters, which could move the cursor or change its colour, as a box. */
function visible(text: string): string {
  return text.replaceAll("\t", " ").replace(/\p{Cc}|\p{Cf}/gu, "\ufffd");
}
