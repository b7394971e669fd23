import { DataError } from "./reader.ts";

/** What an .asf file is held to; `file` is its name in messages. */
export interface AsfExpectation {
  readonly file: string;
  /** Points that it must have. */
  readonly count: number;
  /** The picture that it must belong to. */
  readonly host: string;
}

interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/**
 * Reads an AAM Shape File (M. B. Stegmann, "The AAM-API", DTU): the number of points, a line a point
 *
 *     <path#> <type> <x rel.> <y rel.> <point#> <connects from> <connects to>
 *
 * sometimes with three columns more, which say nothing here, and the name of the host image. `#` begins a comment line.
 * x and y are shares of the picture's width and height, edge to edge, y downwards.
 *
 * @returns [x, y, ...] as shares, each in 0..1.
 * @throws DataError for anything that is not so, with the line.
 */
export function parseAsf(bytes: Uint8Array, expected: AsfExpectation): { readonly points: Float64Array } {
  const lines = meaningfulLines(new TextDecoder().decode(bytes));
  const [head, ...rest] = lines;
  checkCount(head, expected);
  const points = new Float64Array(expected.count * 2);
  for (let index = 0; index < expected.count; index++) {
    points.set(parsePoint(rest[index], index, expected), index * 2);
  }
  checkHost(rest[expected.count], expected);
  const extra = rest[expected.count + 1];
  if (extra !== undefined)
    fail(`${quoted(extra)} stands after the host image, where the file should end`, expected, extra);
  return { points };
}

function meaningfulLines(text: string): Line[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter(({ text }) => text !== "" && !text.startsWith("#"));
}

function checkCount(line: Line | undefined, expected: AsfExpectation): void {
  if (line === undefined) fail("is empty: the number of points should stand first", expected);
  if (!/^\d+$/.test(line.text)) fail(`the number of points should stand here, not ${quoted(line)}`, expected, line);
  if (Number(line.text) !== expected.count) {
    fail(`has ${line.text} points by its own count, where ${expected.count} are expected`, expected, line);
  }
}

/** x and y of a point's line. */
function parsePoint(line: Line | undefined, index: number, expected: AsfExpectation): readonly [number, number] {
  if (line === undefined) fail(`ends after ${index} of ${expected.count} points`, expected);
  const columns = line.text.split(/\s+/);
  if (columns.length === 1) fail(`has ${index} of ${expected.count} points before ${quoted(line)}`, expected, line);
  if (columns.length !== 7 && columns.length !== 10) {
    fail(`a point has 7 or 10 columns, this line has ${columns.length}`, expected, line);
  }
  const numbers = columns.map(Number);
  const wrong = numbers.findIndex((number) => !Number.isFinite(number));
  if (wrong >= 0) fail(`column ${wrong + 1} is not a number: ${quoted({ text: columns[wrong]! })}`, expected, line);
  const [, , x, y, number] = numbers as [number, number, number, number, number];
  if (number !== index) fail(`is point ${number}, where point ${index} is due`, expected, line);
  if (x < 0 || x > 1 || y < 0 || y > 1) {
    fail(`point ${index} lies at ${x}, ${y}: x and y should be shares of the picture, from 0 to 1`, expected, line);
  }
  return [x, y];
}

function checkHost(line: Line | undefined, { host, ...expected }: AsfExpectation): void {
  if (line === undefined) fail("does not name its host image", { host, ...expected });
  if (line.text.toLowerCase() === host.toLowerCase()) return;
  const isPoint = /^\d+\s+\d+\s/.test(line.text);
  const problem = isPoint ? `has more than ${expected.count} points` : `its host image is ${host}, not ${quoted(line)}`;
  fail(problem, { host, ...expected }, line);
}

function fail(message: string, { file }: AsfExpectation, line?: Line): never {
  throw new DataError(message, file, line?.number);
}

/** Text from a file, safe to print whatever it holds. */
function quoted({ text }: { readonly text: string }): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(shown);
}
