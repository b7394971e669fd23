import type { Box } from "../../lib/box.ts";
import { boxColumns, type PictureColumns, pictureColumnsOf } from "./csv-columns.ts";
import { type CsvRow, csvRows } from "./csv-rows.ts";
import { decimal, folderOf, pathInside, quoted } from "./image-path.ts";
import { DataError, type DataFiles, faultOr, type PixelRow, type Sample } from "./reader.ts";

export interface CsvFormat {
  readonly boxes: boolean;
  /** Height and width of the pictures that the rows themselves hold; absent: `image` is a path. */
  readonly pixels?: readonly [height: number, width: number];
}

/** A face's picture and box, whatever is known of its points. */
export type CsvFace = Pick<Sample, "image" | "pixels" | "box" | "place">;

/** A row of which no points are asked for: `image`, its box where there are boxes, and any columns beside them. */
export async function* csvFaces(
  files: DataFiles,
  file: string,
  format: CsvFormat,
): AsyncGenerator<CsvFace | DataError> {
  let columns: PictureColumns | undefined;
  for await (const row of csvRows(files.pieces(file), file)) {
    if (row instanceof DataError) yield row;
    else if (columns === undefined) columns = pictureColumnsOf(row, format, file);
    else {
      const sound = columns;
      yield faultOr(() => faceOf(row, sound, format, file));
    }
  }
  if (columns === undefined) throw new DataError("is empty: the names of the columns should stand first", file);
}

/** Throws DataError where the row lacks cells, or the picture's path or the box is none. */
export function faceOf(row: CsvRow, columns: PictureColumns, { pixels }: CsvFormat, file: string): CsvFace {
  const { cells, line } = row;
  const fail = (message: string): never => {
    throw new DataError(message, file, line);
  };
  if (cells.length !== columns.count) fail(`has ${cells.length} cells, where the header has ${columns.count}`);
  const box = columns.box && boxOf(columns.box.map((column) => numberIn(row, column, file)));
  if (box !== undefined && (box.width <= 0 || box.height <= 0)) fail(`the box has no area: ${box.width}x${box.height}`);
  const common = { place: { file, line }, ...(box === undefined ? {} : { box }) };
  if (pixels !== undefined) {
    const [height, width] = pixels;
    const inFile: PixelRow = { offset: row.offset, length: row.length, column: columns.image, height, width };
    return { ...common, image: `${file}:${line}`, pixels: inFile };
  }
  const written = cells[columns.image]!;
  const image = pathInside(folderOf(file), written);
  if (image === undefined) return fail(`${quoted(written)} is no path of a picture inside of the data set's folder`);
  return { ...common, image };
}

export function numberIn({ cells, line }: CsvRow, column: number, file: string): number {
  const number = decimal(cells[column]);
  if (number !== undefined) return number;
  throw new DataError(`${quoted(cells[column]!)} in column ${column + 1} is no number`, file, line);
}

/** Of numbers in the order of `boxColumns`. */
function boxOf(numbers: readonly number[]): Box {
  return Object.fromEntries(boxColumns.map((name, at) => [name, numbers[at]!])) as Record<keyof Box, number>;
}
