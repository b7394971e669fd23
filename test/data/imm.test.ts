import { describe, expect, test } from "vitest";
import { imm } from "../../compiler/datasets/imm.ts";
import { DataError } from "../../compiler/datasets/reader.ts";
import { diskFiles } from "../../runtime/data/disk-files.ts";
import { asfText } from "../../runtime/data/synth/asf-text.ts";
import { realFaces, somePoints } from "./fixtures.ts";
import { type FilesByPath, inMemory, readSamples, schemeOf } from "./reading.ts";

const good = asfText(somePoints(), { host: "01-1m.jpg", userColumns: false });

const read = (files: FilesByPath) => readSamples(imm, inMemory(files), { path: "data/imm" }, schemeOf(58));
const readOne = (asf: string | Uint8Array) => read({ "01-1m.asf": asf, "01-1m.jpg": "" });

/** The line (from 1) that begins with this. */
function lineOf(text: string, start: string): number {
  return text.split("\n").findIndex((line) => line.startsWith(start)) + 1;
}

describe("a sound .asf file", () => {
  test("gives the points as shares, the picture and who it shows", async () => {
    const [sample] = await readOne(good);
    expect(sample).toMatchObject({
      id: "01-1m",
      image: "01-1m.jpg",
      frame: "share",
      tags: { person: 1, image: 1, gender: "m" },
    });
    for (const [k, number] of somePoints().entries()) expect(sample!.points[k]).toBeCloseTo(number, 8);
  });

  test.each([
    ["three columns more", asfText(somePoints(), { host: "01-1m.jpg", userColumns: true })],
    ["Windows' line ends", good.replaceAll("\n", "\r\n")],
    ["spaces and blank lines", good.replaceAll("\t", "  ").replaceAll("\n", "\n\n")],
    ["no line end at its end", good.trimEnd()],
    ["a host image in capitals", good.replace("01-1m.jpg", "01-1M.JPG")],
  ])("may have %s", async (_, text) => {
    const [expected] = await readOne(good);
    expect((await readOne(text))[0]).toEqual(expected);
  });
});

describe("a faulty .asf file is told with its line", () => {
  const row = (index: number) => good.split("\n").find((line) => line.split(" \t")[4] === String(index))!;
  const cases: readonly [string, string | Uint8Array, string, number | undefined][] = [
    ["empty", "", "is empty: the number of points should stand first", undefined],
    ["comments only", "# a\n#b\n", "is empty: the number of points should stand first", undefined],
    ["garbage", new Uint8Array(300).fill(7), "the number of points should stand here, not", 1],
    [
      "another count",
      good.replace("\n58\n", "\n57\n"),
      "has 57 points by its own count, where 58 are expected",
      lineOf(good, "58"),
    ],
    ["a missing point", good.replace(`${row(20)}\n`, ""), "is point 21, where point 20 is due", lineOf(good, row(20))],
    [
      "its last point missing",
      good.replace(`${row(57)}\n`, ""),
      'has 57 of 58 points before "01-1m.jpg"',
      lineOf(good, "01-1m.jpg") - 1,
    ],
    ["cut off", good.slice(0, good.indexOf(row(30))), "ends after 30 of 58 points", undefined],
    [
      "a point twice",
      good.replace(row(3), `${row(3)}\n${row(3)}`),
      "is point 3, where point 4 is due",
      lineOf(good, row(3)) + 1,
    ],
    [
      "points out of order",
      good.replace(row(3), "X").replace(row(4), row(3)).replace("X", row(4)),
      "is point 4, where point 3 is due",
      lineOf(good, row(3)),
    ],
    [
      "a word for a number",
      good.replace(row(5), row(5).replace("0.25", "zero")),
      'column 3 is not a number: "zero',
      lineOf(good, row(5)),
    ],
    [
      "a column too few",
      good.replace(row(5), "0 0.1 0.2 5 4 6"),
      "a point has 7 or 10 columns, this line has 6",
      lineOf(good, row(5)),
    ],
    [
      "pixels for shares",
      good.replace(row(5), "0 \t4 \t320 \t0.5 \t5 \t4 \t6"),
      "point 5 lies at 320, 0.5: x and y should be shares",
      lineOf(good, row(5)),
    ],
    [
      "a point too many",
      good.replace(row(57), `${row(57)}\n6 4 0.5 0.5 58 57 58`),
      "has more than 58 points",
      lineOf(good, row(57)) + 1,
    ],
    [
      "another host image",
      good.replace("01-1m.jpg", "02-1m.jpg"),
      'its host image is 01-1m.jpg, not "02-1m.jpg"',
      lineOf(good, "01-1m.jpg"),
    ],
    ["no host image", good.replace("01-1m.jpg", ""), "does not name its host image", undefined],
    ["more after the end", `${good}more`, '"more" stands after the host image', lineOf(good, "01-1m.jpg") + 1],
  ];
  test.each(cases)("%s", async (_, text, message, line) => {
    const error = await readOne(text).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({ file: "01-1m.asf", line });
    expect((error as DataError).message).toContain(message);
  });
});

describe("a faulty folder", () => {
  test.each([
    ["empty", {}, "", "holds no .asf file"],
    ["pictures only", { "01-1m.jpg": "" }, "", "holds no .asf file"],
    ["points without their picture", { "01-1m.asf": good }, "01-1m.asf", "has no picture: there is no 01-1m.jpg"],
    [
      "a picture without its points",
      { "01-1m.asf": good, "01-1m.jpg": "", "01-2m.jpg": "" },
      "01-2m.jpg",
      "has no points: there is no 01-2m.asf",
    ],
    [
      "a name of another kind",
      { "face.asf": good, "face.jpg": "" },
      "face.asf",
      "is not named as the IMM Face Database",
    ],
  ])("%s", async (_, files, file, message) => {
    const error = await read(files).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).file).toBe(file);
    expect((error as DataError).message).toContain(message);
  });
});

describe.skipIf(!realFaces.present)("the IMM Face Database itself (skipped where ../shared/data/imm is absent)", () => {
  test("reads whole", async () => {
    const files = diskFiles(`${realFaces.root}/${realFaces.path}`, "");
    const samples = await readSamples(imm, files, { path: realFaces.path }, schemeOf(58));
    expect(samples.length).toBe(240);
    expect(new Set(samples.map(({ tags }) => tags.person)).size).toBe(40);
    const women = new Set(samples.filter(({ tags }) => tags.gender === "f").map(({ tags }) => tags.person));
    expect([...women]).toEqual([8, 12, 14, 15, 22, 30, 35]);
    expect([...samples[0]!.points.slice(104, 106)]).toEqual([0.4907006, 0.63137436]);
  });
});
