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
  return text.split(/\r\n|\n|\r/)[line - 1] ?? "";
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
