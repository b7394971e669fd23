import { absoluteSpan, type Place, type TextLookup } from "./place.ts";

/** Where a place begins and ends in its file: lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** Exclusive. */
  readonly endColumn: number;
  /** The same as offsets in the file, from 0, in UTF-16 code units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

export function positionOf(place: Place, lookup: TextLookup): Position {
  const text = lookup.text(place.file) ?? "";
  const { start, end } = absoluteSpan(place, lookup);
  const from = lineAndColumn(text, start);
  const to = lineAndColumn(text, Math.max(start, end));
  return { file: place.file, ...from, endLine: to.line, endColumn: to.column, start, end };
}

/** A line of a file, from 1, without its line break; empty where there is none. */
export function lineOf(text: string, line: number): string {
  const starts = lineStartsOf(text);
  if (line < 1 || line > starts.length) return "";
  return text.slice(starts[line - 1], starts[line]).replace(/(\r\n|\n|\r)$/, "");
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const starts = lineStartsOf(text);
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.min(offset, text.length) - starts[low]! + 1 };
}

let latest: { readonly text: string; readonly starts: readonly number[] } = { text: "", starts: [0] };

/** Offsets at which the lines of a text begin. Those of the latest text are kept: many places of one file are asked for in a row. */
function lineStartsOf(text: string): readonly number[] {
  if (latest.text !== text) {
    const breaks = [...text.matchAll(/\r\n|\n|\r/g)];
    latest = { text, starts: [0, ...breaks.map((each) => each.index + each[0].length)] };
  }
  return latest.starts;
}
