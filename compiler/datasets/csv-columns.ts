import type { KeypointScheme } from "../ir/plan.ts";
import type { CsvRow } from "./csv-rows.ts";
import { quoted } from "./image-path.ts";
import { DataError } from "./reader.ts";

export const boxColumns = ["left", "top", "width", "height"] as const;

/** Which column holds what, by its place in a row. */
export interface CsvColumns {
  readonly count: number;
  readonly image: number;
  /** x, y of each point of the scheme. */
  readonly points: readonly number[];
  /** Of left, top, width, height. */
  readonly box: readonly number[] | undefined;
  readonly person: number | undefined;
}

/**
 * What a header says: `image`; for each point of the scheme `x12` and `y12`, or `nose_tip_x` and `nose_tip_y` where the scheme names it; if
 * boxes are asked for, `left`, `top`, `width`, `height`; if there is one, `person`. In any order.
 *
 * @throws DataError where a column is missing, stands twice or is none of these.
 */
export function columnsOf(
  { cells, line }: CsvRow,
  scheme: KeypointScheme,
  { boxes, file }: { readonly boxes: boolean; readonly file: string },
): CsvColumns {
  const fail = (message: string): never => {
    throw new DataError(message, file, line);
  };
  const places = new Map<string, number>();
  for (const [place, cell] of cells.entries()) {
    const key = keyOf(cell, scheme) ?? fail(`has a column ${quoted(cell)}, which says nothing here`);
    if (places.has(key)) fail(`has column ${quoted(cell)} twice`);
    places.set(key, place);
  }
  const find = (key: string) => places.get(key) ?? fail(`lacks column ${quoted(key)}`);
  return {
    count: cells.length,
    image: find("image"),
    points: Array.from({ length: 2 * scheme.count }, (_, k) => find(`${k % 2 === 0 ? "x" : "y"}${k >> 1}`)),
    box: boxes ? boxColumns.map(find) : undefined,
    person: places.get("person"),
  };
}

/** A column by the name that all have in common: `x12` for `nose_tip_x`. */
function keyOf(cell: string, { count, names }: KeypointScheme): string | undefined {
  const name = cell.toLowerCase();
  if (["image", "person", ...boxColumns].includes(name)) return name;
  const [, axis, digits] = /^([xy])(\d{1,6})$/.exec(name) ?? [];
  if (axis !== undefined) return Number(digits) < count ? `${axis}${Number(digits)}` : undefined;
  const point = Object.hasOwn(names, cell.slice(0, -2)) ? names[cell.slice(0, -2)] : undefined;
  return point !== undefined && /_[xy]$/.test(name) ? `${name.at(-1)}${point}` : undefined;
}
