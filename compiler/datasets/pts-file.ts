import { decimal, quoted } from "./image-path.ts";
import { DataError } from "./reader.ts";

/** The longest line that is no sign of another format. */
const longest = 1000;

/**
 * Reads a .pts file, as the 300-W challenge gives its points:
 *
 *     version: 1
 *     n_points: 68
 *     {
 *     67.577102 165.827455
 *     ...
 *     }
 *
 * x and y count pixels from 1, at their centres, as MATLAB does. `nan nan` stands for a point that isn't annotated, as Menpo writes it.
 *
 * @returns [x, y, ...] in pixels from 0; NaN, NaN for a point that isn't annotated.
 * @throws DataError for anything that is not so, with the line.
 */
export function parsePts(
  bytes: Uint8Array,
  { file, count }: { readonly file: string; readonly count: number },
): Float64Array {
  const lines = new TextDecoder()
    .decode(bytes)
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ text: text.trim(), number: index + 1 }))
    .filter(({ text }) => text !== "");
  let at = 0;
  /** The next line, which has to be so. */
  function expect(what: string, form: RegExp): RegExpExecArray {
    const line = lines[at++];
    if (line === undefined) throw new DataError(`ends where ${what} should stand`, file);
    const match = line.text.length > longest ? null : form.exec(line.text);
    if (match === null) throw new DataError(`${what} should stand here, not ${quoted(line.text)}`, file, line.number);
    return match;
  }
  const fail = (message: string): never => {
    throw new DataError(message, file, lines[at - 1]!.number);
  };

  expect('"version: 1"', /^version\s*:\s*1(\.0)?$/i);
  const [, stated] = expect('"n_points:" with the number of points', /^n_points\s*:\s*(\d{1,9})$/i);
  if (Number(stated) !== count) fail(`has ${stated} points by its own count, where ${count} are expected`);
  expect('"{"', /^\{$/);
  const points = new Float64Array(2 * count);
  for (let index = 0; index < count; index++) {
    const [pair, x, y] = expect(`x and y of point ${index}`, /^(\S+)\s+(\S+)$/);
    if (/^nan\s+nan$/i.test(pair)) {
      points.set([Number.NaN, Number.NaN], 2 * index);
      continue;
    }
    const place = [decimal(x), decimal(y)] as const;
    if (place[0] === undefined || place[1] === undefined)
      throw fail(`x and y of point ${index} should stand here, not ${quoted(`${x} ${y}`)}`);
    points.set([place[0] - 1, place[1] - 1], 2 * index);
  }
  expect('"}"', /^\}$/);
  if (lines[at] !== undefined) {
    at++;
    fail(`${quoted(lines[at - 1]!.text)} stands after "}", where the file should end`);
  }
  return points;
}
