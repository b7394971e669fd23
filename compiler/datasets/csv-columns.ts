import type { KeypointScheme } from "../ir/plan.ts";
import type { CsvRow } from "./csv-rows.ts";
import { quoted } from "./image-path.ts";
import { DataError } from "./reader.ts";

export const boxColumns = ["left", "top", "width", "height"] as const;

/** Which column holds what of a picture, by its place in a row. */
export interface PictureColumns {
  readonly count: number;
  readonly image: number;
  /** Of left, top, width, height. */
  readonly box: readonly number[] | undefined;
}

export interface CsvColumns extends PictureColumns {
  /** x, y of each point of the scheme. */
  readonly points: readonly number[];
  readonly person: number | undefined;
}

interface Wanted {
  readonly boxes: boolean;
}

/**
 * What a header says: `image`; for each point of the scheme `x12` and `y12`, or `nose_tip_x` and `nose_tip_y` where the scheme names it; if
 * boxes are asked for, `left`, `top`, `width`, `height`; if there is one, `person`. In any order.
 *
 * @throws DataError where a column is missing, stands twice or is none of these.
 */
export function columnsOf(header: CsvRow, scheme: KeypointScheme, wanted: Wanted, file: string): CsvColumns {
  const keyOf = (cell: string): string => {
    const key = pictureKeyOf(cell) ?? pointKeyOf(cell, scheme);
    if (key !== undefined) return key;
    throw new DataError(`has a column ${quoted(cell)}, which says nothing here`, file, header.line);
  };
  const places = placesOf(header, keyOf, file);
  const points = Array.from({ length: scheme.count }, (_, point) => ["x", "y"].map((axis) => ({ axis, point })));
  return {
    ...pictureColumns(header, places, wanted, file),
    points: points.flat().map(({ axis, point }) => {
      const name = Object.entries(scheme.names).find(([, index]) => index === point)?.[0];
      const other = name === undefined ? "" : `, nor ${quoted(`${name}_${axis}`)}`;
      return find(places, `${axis}${point}`, { file, line: header.line, other });
    }),
    person: places.get("person"),
  };
}

/** The columns of a picture and its box alone; there may be any others. */
export function pictureColumnsOf(header: CsvRow, wanted: Wanted, file: string): PictureColumns {
  return pictureColumns(header, placesOf(header, pictureKeyOf, file), wanted, file);
}

function pictureColumns(
  { cells, line }: CsvRow,
  places: ReadonlyMap<string, number>,
  { boxes }: Wanted,
  file: string,
): PictureColumns {
  const place = (key: string) => find(places, key, { file, line });
  return { count: cells.length, image: place("image"), box: boxes ? boxColumns.map(place) : undefined };
}

/** Where each key stands; columns without a key are passed over. */
function placesOf(
  { cells, line }: CsvRow,
  keyOf: (cell: string) => string | undefined,
  file: string,
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, cell] of cells.entries()) {
    const key = keyOf(cell);
    if (key === undefined) continue;
    if (places.has(key)) throw new DataError(`has column ${quoted(cell)} twice`, file, line);
    places.set(key, place);
  }
  return places;
}

function find(
  places: ReadonlyMap<string, number>,
  key: string,
  { file, line, other = "" }: { readonly file: string; readonly line: number; readonly other?: string },
): number {
  const place = places.get(key);
  if (place !== undefined) return place;
  throw new DataError(`lacks column ${quoted(key)}${other}`, file, line);
}

function pictureKeyOf(cell: string): string | undefined {
  const name = cell.toLowerCase();
  return ["image", "person", ...boxColumns].includes(name) ? name : undefined;
}

/** A point's column by the name that all have in common: `x12` for `nose_tip_x`. */
function pointKeyOf(cell: string, { count, names }: KeypointScheme): string | undefined {
  const name = cell.toLowerCase();
  const [, axis, digits] = /^([xy])(\d{1,6})$/.exec(name) ?? [];
  if (axis !== undefined) return Number(digits) < count ? `${axis}${Number(digits)}` : undefined;
  const point = Object.hasOwn(names, cell.slice(0, -2)) ? names[cell.slice(0, -2)] : undefined;
  return point !== undefined && /_[xy]$/.test(name) ? `${name.at(-1)}${point}` : undefined;
}
