import { bool, pair, string } from "../ir/parameters.ts";
import { type CsvColumns, columnsOf } from "./csv-columns.ts";
import { type CsvFormat, faceOf, numberIn } from "./csv-faces.ts";
import { pictureKey } from "./csv-picture.ts";
import { type CsvRow, csvRows } from "./csv-rows.ts";
import { DataError, defineReader, faultOr, type Sample } from "./reader.ts";

type Parameters = {
  readonly path: string;
  readonly train: string;
  readonly test?: string;
  readonly boxes: boolean;
  readonly pixels?: readonly [height: number, width: number];
};

export const csv = defineReader<Parameters>({
  name: "csv",
  doc: `Faces in a CSV file, a row each. The header names the columns, in any order: \`image\`, the path of the picture from the CSV file's folder; \`x0\`, \`y0\`, \`x1\`, … or, for points that the scheme names, \`nose_tip_x\`, \`nose_tip_y\`, in pixels from 0 at their centres; \`person\`, a whole number, where people are known; with \`boxes\`, also \`left\`, \`top\`, \`width\` and \`height\` of the face's box. Where x and y of a point are empty, it isn't annotated; \`mask_points\` leaves such points out of the loss.

With \`pixels: [96, 96]\` the column \`image\` holds the picture itself, gray: whole numbers of 0..255 with spaces between them, row after row, as in the Facial Keypoints Detection data of Kaggle (columns \`left_eye_center_x\`, …, \`Image\`). Rows with the same pixels are never parted by \`random\`. Tags: \`file\` (train, test), \`person\`.`,
  parameters: {
    path: string({ doc: "folder with the CSV files and the pictures, relative to the project root" }),
    train: string({ doc: "CSV file of the faces to train on, in that folder" }),
    test: string({ doc: "CSV file of the others", default: null }),
    boxes: bool({ doc: "whether the files have boxes", default: false }),
    pixels: pair({
      doc: "height and width of the pictures, where the files hold their pixels",
      minimum: 1,
      maximum: 1024,
      default: null,
    }),
  },
  channels: ({ pixels }) => (pixels === undefined ? 3 : 1),
  size: ({ pixels }) => pixels,
  boxes: ({ boxes }) => boxes,
  tags: ["file", "person"],
  advice: ({ path, train, pixels }) =>
    pixels === undefined
      ? `Put the pictures there, and their points into ${path}/${train}: image,x0,y0,x1,y1,…`
      : `Put ${train} there: x0,y0,x1,y1,…,image`,
  async *read(files, { train, test, boxes, pixels }, scheme) {
    const format: CsvFormat = { boxes, ...(pixels && { pixels }) };
    const lists = [{ tag: "train", file: train }, ...(test === undefined ? [] : [{ tag: "test", file: test }])];
    for (const { tag, file } of lists) {
      let columns: CsvColumns | undefined;
      for await (const row of csvRows(files.pieces(file), file)) {
        if (row instanceof DataError) yield row;
        else if (columns === undefined) columns = columnsOf(row, scheme, format, file);
        else {
          const sound = columns;
          yield faultOr(() => sampleOf(row, sound, { tag, file, format }));
        }
      }
      if (columns === undefined) throw new DataError("is empty: the names of the columns should stand first", file);
    }
  },
});

interface List {
  readonly tag: string;
  readonly file: string;
  readonly format: CsvFormat;
}

function sampleOf(row: CsvRow, columns: CsvColumns, { tag, file, format }: List): Sample {
  const face = faceOf(row, columns, format, file);
  const { cells, line } = row;
  const fail = (message: string): never => {
    throw new DataError(message, file, line);
  };
  const points = Float64Array.from(columns.points, (column) =>
    cells[column] === "" ? Number.NaN : numberIn(row, column, file),
  );
  const annotated = Uint8Array.from({ length: points.length / 2 }, (_, point) => {
    const [x, y] = [points[2 * point]!, points[2 * point + 1]!].map(Number.isNaN);
    if (x !== y) fail(`has only one of x and y of point ${point}`);
    return x ? 0 : 1;
  });
  if (!annotated.includes(1)) fail("has no points");
  const { image, box, pixels } = face;
  const person = columns.person === undefined ? undefined : numberIn(row, columns.person, file);
  return {
    ...face,
    id: box === undefined ? image : `${image}#${[box.left, box.top, box.width, box.height].join()}`,
    points,
    frame: "pixels",
    ...(pixels && { group: pictureKey(cells[pixels.column]!) }),
    ...(annotated.includes(0) ? { annotated } : {}),
    tags: { file: tag, ...(person === undefined ? {} : { person }) },
  };
}
