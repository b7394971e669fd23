import { joinBytes } from "../../lib/join-bytes.ts";
import { DataError } from "./reader.ts";

export interface CsvRow {
  readonly cells: readonly string[];
  /** From 1. */
  readonly line: number;
  /** Bytes of the file before the row, and of the row. */
  readonly offset: number;
  readonly length: number;
}

/** Bytes of a line; what is longer is no annotation, and would be held in memory. */
const longest = 2 ** 20;
const newline = 10;

/**
 * The rows of a CSV file (RFC 4180, UTF-8), one after the other; blank lines are left out. A cell in double quotes may hold commas
 * and, doubled, quotes, but no line end.
 *
 * @param file for messages.
 * @returns DataError in place of a row whose quotes don't close.
 * @throws DataError where the file is not UTF-8, or has a line of more than a million bytes.
 */
export async function* csvRows(pieces: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<CsvRow | DataError> {
  let line = 0;
  let offset = 0;
  for await (const bytes of linesOf(pieces, file)) {
    line++;
    const text = textOf(bytes, file);
    const cells = cellsOf(text);
    if (cells === undefined)
      yield new DataError("has a double quote that is not closed, or stands inside of a cell", file, line);
    else if (text.trim() !== "") yield { cells, line, offset, length: bytes.length };
    offset += bytes.length + 1;
  }
}

/** A line's cells, without the spaces around them; undefined where its quotes don't close. */
export function cellsOf(text: string): string[] | undefined {
  if (!text.includes('"')) return text.split(",").map((cell) => cell.trim());
  const cells: string[] = [];
  const cell = /\s*(?:"((?:[^"]|"")*)"\s*|([^",]*))(,|$)/y;
  for (;;) {
    const match = cell.exec(text.trimEnd());
    if (match === null) return undefined;
    const [, quoted, bare, end] = match;
    cells.push(quoted?.replaceAll('""', '"') ?? bare!.trim());
    if (end === "") return cells;
  }
}

/** Throws DataError where the bytes are not UTF-8. */
export function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new DataError("has bytes that are not UTF-8, in which it should be written", file);
  }
}

/** Lines without their ends: no byte of a longer UTF-8 character looks like one. */
async function* linesOf(pieces: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array();
  for await (const piece of pieces) {
    let begin = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, begin)) {
      yield joinBytes(rest, piece.subarray(begin, end));
      rest = new Uint8Array();
      begin = end + 1;
    }
    rest = joinBytes(rest, piece.subarray(begin));
    if (rest.length > longest) throw new DataError(`has a line of more than ${longest} bytes`, file);
  }
  yield rest;
}
