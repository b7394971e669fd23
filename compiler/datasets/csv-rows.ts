import { DataError } from "./reader.ts";

export interface CsvRow {
  readonly cells: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** Characters of a line; what is longer is no annotation, and would be held in memory. */
const longest = 2 ** 20;

/**
 * The rows of a CSV file (RFC 4180, UTF-8), one after the other; blank lines are left out. A cell in double quotes may hold commas
 * and, doubled, quotes, but no line end.
 *
 * @param file for messages.
 * @returns DataError in place of a row whose quotes don't close.
 * @throws DataError where the file is not UTF-8, or has a line of more than a million characters.
 */
export async function* csvRows(pieces: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<CsvRow | DataError> {
  let line = 0;
  for await (const text of linesOf(pieces, file)) {
    line++;
    if (text.trim() === "") continue;
    const cells = cellsOf(text);
    yield cells === undefined
      ? new DataError("has a double quote that is not closed, or stands inside of a cell", file, line)
      : { cells, line };
  }
}

async function* linesOf(pieces: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw new DataError("has bytes that are not UTF-8, in which it should be written", file);
    }
  };
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + decode(piece)).split("\n");
    rest = lines.pop()!;
    if (rest.length > longest) throw new DataError(`has a line of more than ${longest} characters`, file);
    yield* lines;
  }
  yield rest + decode();
}

/** Cells without the spaces around them. */
function cellsOf(text: string): string[] | undefined {
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
