import { bool, string } from "../ir/parameters.ts";
import { type CsvColumns, columnsOf } from "./csv-columns.ts";
import { type CsvRow, csvRows } from "./csv-rows.ts";
import { decimal, folderOf, pathInside, quoted } from "./image-path.ts";
import { DataError, defineReader, faultOr, type Sample } from "./reader.ts";

type Parameters = { readonly path: string; readonly train: string; readonly test?: string; readonly boxes: boolean };

export const csv = defineReader<Parameters>({
  name: "csv",
  doc: "Faces in a CSV file, a row each. The header names the columns, in any order: `image`, the path of the picture from the CSV file's folder; `x0`, `y0`, `x1`, … or, for points that the scheme names, `nose_tip_x`, `nose_tip_y`, in pixels from 0 at their centres; `person`, a whole number, where people are known; with `boxes`, also `left`, `top`, `width` and `height` of the face's box. Where x and y of a point are empty, it isn't annotated; `mask_points` leaves such points out of the loss. Tags: `file` (train, test), `person`.",
  parameters: {
    path: string({ doc: "folder with the CSV files and the pictures, relative to the project root" }),
    train: string({ doc: "CSV file of the faces to train on, in that folder" }),
    test: string({ doc: "CSV file of the others", default: null }),
    boxes: bool({ doc: "whether the files have boxes", default: false }),
  },
  channels: 3,
  boxes: ({ boxes }) => boxes,
  tags: ["file", "person"],
  advice: ({ path, train }) => `Put the pictures there, and their points into ${path}/${train}: image,x0,y0,x1,y1,…`,
  async *read(files, { train, test, boxes }, scheme) {
    const lists = [{ tag: "train", file: train }, ...(test === undefined ? [] : [{ tag: "test", file: test }])];
    for (const { tag, file } of lists) {
      let columns: CsvColumns | undefined;
      for await (const row of csvRows(files.pieces(file), file)) {
        if (row instanceof DataError) yield row;
        else if (columns === undefined) columns = columnsOf(row, scheme, { boxes, file });
        else {
          const sound = columns;
          yield faultOr(() => sampleOf(row, sound, { tag, file }));
        }
      }
      if (columns === undefined) throw new DataError("is empty: the names of the columns should stand first", file);
    }
  },
});

function sampleOf({ cells, line }: CsvRow, columns: CsvColumns, { tag, file }: { tag: string; file: string }): Sample {
  const fail = (message: string): never => {
    throw new DataError(message, file, line);
  };
  if (cells.length !== columns.count) fail(`has ${cells.length} cells, where the header has ${columns.count}`);
  const number = (column: number): number =>
    decimal(cells[column]) ?? fail(`${quoted(cells[column]!)} in column ${column + 1} is no number`);
  const written = cells[columns.image]!;
  const image =
    pathInside(folderOf(file), written) ??
    fail(`${quoted(written)} is no path of a picture inside of the data set's folder`);
  const points = Float64Array.from(columns.points, (column) => (cells[column] === "" ? Number.NaN : number(column)));
  const annotated = Uint8Array.from({ length: points.length / 2 }, (_, point) => {
    const [x, y] = [points[2 * point]!, points[2 * point + 1]!].map(Number.isNaN);
    if (x !== y) fail(`has only one of x and y of point ${point}`);
    return x ? 0 : 1;
  });
  if (!annotated.includes(1)) fail("has no points");
  const box = columns.box?.map(number);
  if (box !== undefined && (box[2]! <= 0 || box[3]! <= 0)) fail(`the box has no area: ${box[2]}x${box[3]}`);
  const [left, top, width, height] = box ?? [];
  const person = columns.person === undefined ? undefined : number(columns.person);
  return {
    id: box === undefined ? image : `${image}#${box.join()}`,
    image,
    points,
    frame: "pixels",
    ...(annotated.includes(0) ? { annotated } : {}),
    ...(box === undefined ? {} : { box: { left: left!, top: top!, width: width!, height: height! } }),
    place: { file, line },
    tags: { file: tag, ...(person === undefined ? {} : { person }) },
  };
}
