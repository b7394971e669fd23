import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { csv } from "../../compiler/datasets/csv.ts";
import { ibug } from "../../compiler/datasets/ibug.ts";
import { pts } from "../../compiler/datasets/pts.ts";
import { DataError, type Sample } from "../../compiler/datasets/reader.ts";
import { diskFiles } from "../../runtime/data/disk-files.ts";
import { type FilesByPath, inMemory, readAll, readSamples, schemeOf } from "./reading.ts";

describe("a .pts file", () => {
  const good = "version: 1\nn_points:  2\n{\n10.5 20.25\n1 2\n}\n";
  const read = (text: string) =>
    readAll(pts, inMemory({ "a.pts": text, "a.png": "" }), { path: "data" }, schemeOf(2)).then(([face]) => face!);

  test("gives points in pixels from 0", async () => {
    expect(await read(good)).toEqual({
      id: "a",
      image: "a.png",
      points: Float64Array.of(9.5, 19.25, 0, 1),
      frame: "pixels",
      place: { file: "a.pts" },
      tags: {},
    });
  });

  test("says nan nan of a point that isn't annotated", async () => {
    const text = good.replace("10.5 20.25", "nan nan");
    expect(await read(text)).toMatchObject({
      points: Float64Array.of(Number.NaN, Number.NaN, 0, 1),
      annotated: Uint8Array.of(0, 1),
    });
    expect(await read(text.replace("1 2\n", "NaN  NaN\n"))).toMatchObject({ message: "has no points" });
  });

  test.each([
    ["Windows' line ends", good.replaceAll("\n", "\r\n")],
    ["tabs, spaces and blank lines", good.replaceAll("\n", " \n\n").replaceAll(" ", "\t ")],
    ["no line end at its end", good.trimEnd()],
  ])("may have %s", async (_, text) => {
    expect((await read(text)) as Sample).toMatchObject({ points: Float64Array.of(9.5, 19.25, 0, 1) });
  });

  test.each([
    ["empty", "", 'ends where "version: 1" should stand', undefined],
    ["of another version", good.replace("1", "2"), '"version: 1" should stand here, not "version: 2"', 1],
    ["without a count", good.replace(/n_points.*\n/, ""), '"n_points:" with the number of points should stand here', 2],
    ["of another count", good.replace("  2", " 3"), "has 3 points by its own count, where 2 are expected", 2],
    ["without braces", good.replace("{\n", ""), '"{" should stand here, not "10.5 20.25"', 3],
    ["with a point too few", good.replace("1 2\n", ""), 'x and y of point 1 should stand here, not "}"', 5],
    ["with a point too many", good.replace("}", "3 4\n}"), '"}" should stand here, not "3 4"', 6],
    ["with a word for a number", good.replace("20.25", "NaN"), "x and y of point 0 should stand here", 4],
    ["with a number that is none", good.replace("20.25", "20.2.5"), "x and y of point 0 should stand here", 4],
    ["cut off", good.slice(0, 37), "ends where x and y of point 1 should stand", undefined],
    ["with more after its end", `${good}1 2\n`, '"1 2" stands after "}"', 7],
  ])("%s is told with its line", async (_, text, message, line) => {
    const fault = await read(text);
    expect(fault).toBeInstanceOf(DataError);
    expect(fault).toMatchObject({ file: "a.pts", line });
    expect((fault as DataError).message).toContain(message);
  });

  const folder = (files: FilesByPath, parameters = {}) =>
    readAll(pts, inMemory(files), { path: "data", ...parameters }, schemeOf(2));

  test("needs its picture, and a picture its points", async () => {
    const files = { "a.pts": good, "b.jpg": "", "c.pts": good, "c.png": "", "c.JPG": "", "d.pts": good, "d.jpeg": "" };
    expect(
      (await folder(files)).map((face) => (face instanceof DataError ? `${face.file} ${face.message}` : face.id)),
    ).toEqual([
      "a.pts has no picture: there is no a.png or .jpg beside it",
      "c.pts has two pictures: c.JPG and c.png",
      "d",
      "b.jpg has no points: there is no b.pts beside it",
    ]);
  });

  test("stands in a folder for training or testing where these are named", async () => {
    const files = { "x/a.pts": good, "x/a.png": "", "y/a.pts": good, "y/a.png": "" };
    const faces = (await folder(files, { train: "y", test: "x" })) as Sample[];
    expect(faces.map(({ id, image, tags }) => [id, image, tags])).toEqual([
      ["y/a", "y/a.png", { file: "train" }],
      ["x/a", "x/a.png", { file: "test" }],
    ]);
    await expect(folder(files)).rejects.toMatchObject({ message: "holds no .pts file" });
  });
});

describe("a CSV file", () => {
  const scheme = schemeOf(2, { nose_tip: 1 });
  const read = (text: string, parameters = {}) =>
    readAll(
      csv,
      inMemory({ "faces.csv": text }, 7),
      { path: "data", train: "faces.csv", boxes: false, ...parameters },
      scheme,
    );
  const header = "image,x0,y0,nose_tip_x,nose_tip_y";

  test("gives a face a row, by the names of its columns", async () => {
    const [face] = await read(`${header}\na/b.png,1,2.5,3,-4\n`);
    expect(face).toEqual({
      id: "a/b.png",
      image: "a/b.png",
      points: Float64Array.of(1, 2.5, 3, -4),
      frame: "pixels",
      place: { file: "faces.csv", line: 2 },
      tags: { file: "train" },
    });
    const [other] = await read('person,y1,x1,"Y0",x0,image\r\n7,4,3,"2",1,"a, ""b"".png"\r\n');
    expect(other).toMatchObject({ points: Float64Array.of(1, 2, 3, 4), image: 'a, "b".png', tags: { person: 7 } });
  });

  test("may leave points out, and have boxes", async () => {
    const [face] = await read(`${header},left,top,width,height\na.png,1,2,,,-5,6,70,80`, { boxes: true });
    expect(face).toMatchObject({ annotated: Uint8Array.of(1, 0), box: { left: -5, top: 6, width: 70, height: 80 } });
  });

  test.each([
    ["too few cells", "a.png,1,2,3", "has 4 cells, where the header has 5"],
    ["too many cells", "a.png,1,2,3,4,5", "has 6 cells, where the header has 5"],
    ["a word for a number", "a.png,1,2,3,four", '"four" in column 5 is no number'],
    ["infinity", "a.png,1,2,3,Infinity", '"Infinity" in column 5 is no number'],
    ["half a point", "a.png,1,,3,4", "has only one of x and y of point 0"],
    ["no points", "a.png,,,,", "has no points"],
    ["a path that climbs out", "../a.png,1,2,3,4", '"../a.png" is no path of a picture inside'],
    ["no path", ",1,2,3,4", '"" is no path of a picture inside'],
    ["an open quote", 'a.png,"1,2,3,4', "has a double quote that is not closed"],
    [
      "a quote inside of a cell",
      'a"b.png,1,2,3,4',
      "has a double quote that is not closed, or stands inside of a cell",
    ],
  ])("%s is told with its line, and the next row is read", async (_, row, message) => {
    const [fault, good] = await read(`${header}\n${row}\nb.png,1,2,3,4\n`);
    expect(fault).toMatchObject({ file: "faces.csv", line: 2 });
    expect((fault as DataError).message).toContain(message);
    expect(good).toMatchObject({ id: "b.png", place: { line: 3 } });
  });

  test.each([
    ["empty", "", "is empty: the names of the columns should stand first"],
    ["without a column", "image,x0,y0,x1", 'lacks column "y1"'],
    ["with a column twice", `${header},x1`, 'has column "x1" twice'],
    ["with a column that says nothing", `${header},x2`, 'has a column "x2", which says nothing here'],
    ["with one line without end", `${header}${" ".repeat(1.1e6)}`, "has a line of more than"],
  ])("%s is refused whole", async (_, text, message) => {
    const error = await readAll(
      csv,
      inMemory({ "faces.csv": text }),
      { path: "", train: "faces.csv", boxes: false },
      scheme,
    ).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).message).toContain(message);
  });
});

const lfpw = new URL("../../../shared/data/ibug", import.meta.url).pathname;

test.skipIf(!existsSync(lfpw))(
  "real .pts files agree with the XML made of them (skipped where ../shared/data is absent)",
  async () => {
    const files = diskFiles(lfpw, "");
    const lists = { train: "labels_ibug_300W_train.xml", test: "labels_ibug_300W_test.xml" };
    const folders = { train: "lfpw/trainset", test: "lfpw/testset" };
    const listed = await readSamples(ibug, files, { path: lfpw, ...lists }, schemeOf(68));
    const found = new Map(
      (await readSamples(pts, files, { path: lfpw, ...folders }, schemeOf(68))).map((face) => [face.image, face]),
    );
    expect(found.size).toBe(287);
    for (const { image, points } of listed) {
      const exact = found.get(image)!.points;
      // Whole pixels: half a pixel at most, and what the file's six decimals leave.
      for (const [k, value] of points.entries()) expect(Math.abs(value - exact[k]!)).toBeLessThan(0.5 + 1e-6);
    }
  },
);
