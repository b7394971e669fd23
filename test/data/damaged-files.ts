import sharp from "sharp";
import { expect } from "vitest";
import { ibug } from "../../compiler/datasets/ibug.ts";
import { imm } from "../../compiler/datasets/imm.ts";
import { pts } from "../../compiler/datasets/pts.ts";
import { DataError, orFault, type Reader, type Sample } from "../../compiler/datasets/reader.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import { type Stream, stream } from "../../lib/random.ts";
import { checkSample } from "../../runtime/data/check-sample.ts";
import { decode } from "../../runtime/data/decode.ts";
import { asfText } from "../../runtime/data/synth/asf-text.ts";
import { somePoints } from "./fixtures.ts";
import { type FilesByPath, inMemory, readAll, schemeOf } from "./reading.ts";

/** How files break: bytes that are changed, lost, doubled, or put in; a tail that is missing; a stretch of zeros. */
const damages: readonly ((bytes: Uint8Array, random: Stream) => Uint8Array)[] = [
  (bytes, { below }) => bytes.with(below(bytes.length), below(256)),
  (bytes, { below }) => bytes.map((byte) => (below(bytes.length) < 8 ? below(256) : byte)),
  (bytes, { below }) => bytes.slice(0, below(bytes.length)),
  (bytes, { below }) => spliced(bytes, below(bytes.length), 1 + below(40), new Uint8Array()),
  (bytes, { below }) => {
    const at = below(bytes.length);
    return spliced(bytes, at, 0, bytes.slice(at, at + 1 + below(60)));
  },
  (bytes, { below }) =>
    spliced(
      bytes,
      below(bytes.length),
      0,
      Uint8Array.from({ length: 5 }, () => below(256)),
    ),
  (bytes, { below }) => spliced(bytes, below(bytes.length), 30, new Uint8Array(30)),
  // The head of a file says what the rest means.
  (bytes, { below }) => bytes.with(below(Math.min(700, bytes.length)), below(256)),
];

function spliced(bytes: Uint8Array, at: number, removed: number, put: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + removed)]);
}

/** The same damaged bytes for the same number. */
export function damaged(bytes: Uint8Array, number: number): Uint8Array {
  return damages[number % damages.length]!(bytes, stream({ seed: number, path: "damage" }));
}

export type Outcome = "refused" | "read";

/** A format of annotations: a file of it, and the text of the line that says where each point is. */
interface Annotations {
  readonly reader: Reader;
  readonly parameters: ParameterValues;
  readonly file: string;
  readonly others: FilesByPath;
  readonly text: string;
  readonly lineOf: (point: number) => string;
}

const points = somePoints();
const asf = asfText(points, { host: "01-1m.jpg", userColumns: false });
const asfLines = asf.split("\n");
const pixel = (value: number) => (200 * value).toFixed(6);
const ptsLine = (point: number) => `${pixel(points[2 * point]!)} ${pixel(points[2 * point + 1]!)}`;
const part = (point: number) => `<part name='${point}' x='${100 + 3 * point}' y='${400 - 2 * point}'/>`;
const all = Array.from({ length: 58 }, (_, point) => point);

export const annotations: Readonly<Record<"asf" | "pts" | "xml", Annotations>> = {
  asf: {
    reader: imm,
    parameters: { path: "" },
    file: "01-1m.asf",
    others: { "01-1m.jpg": "" },
    text: asf,
    lineOf: (point) => asfLines.find((line) => line.split(" \t")[4] === String(point))!,
  },
  pts: {
    reader: pts,
    parameters: { path: "" },
    file: "a.pts",
    others: { "a.png": "" },
    text: `version: 1\nn_points: 58\n{\n${all.map(ptsLine).join("\n")}\n}\n`,
    lineOf: ptsLine,
  },
  xml: {
    reader: ibug,
    parameters: { path: "", train: "a.xml" },
    file: "a.xml",
    others: {},
    text: `<?xml version='1.0' encoding='ISO-8859-1'?>\n<dataset>\n<images>\n<image file='a.png' width='640' height='480'>\n<box top='1' left='2' width='300' height='301'>\n${all.map(part).join("\n")}\n</box>\n</image>\n</images>\n</dataset>\n`,
    lineOf: part,
  },
};

/**
 * Reads a damaged file: it is refused with a located error, or gives all points, of which each is what it was unless the line that
 * says it is no longer in the file.
 */
export async function readDamaged(kind: keyof typeof annotations, number: number): Promise<Outcome> {
  const { reader, parameters, file, others, text, lineOf } = annotations[kind];
  const read = async (bytes: Uint8Array) =>
    (await readAll(reader, inMemory({ ...others, [file]: bytes }), parameters, schemeOf(58)))[0];
  const whole = new TextEncoder().encode(text);
  const truth = (await read(whole)) as Sample;
  const bytes = damaged(whole, number);
  const found = await orFault(() => read(bytes));
  // A list of no faces says that there is none.
  if (found === undefined) return "refused";
  if (found instanceof DataError) {
    expect(found.file).toMatch(/^(01-1m\.(asf|jpg)|a\.(pts|xml))$/);
    expect(found.message).toMatch(/\S/);
    return "refused";
  }
  const lines = new Set(new TextDecoder("latin1").decode(bytes).split(/\r\n|\n|\r/));
  expect(found.points).toHaveLength(116);
  for (const point of all) {
    const place = [found.points[2 * point]!, found.points[2 * point + 1]!];
    const annotated = found.annotated === undefined || found.annotated[point] === 1;
    expect(place.every(Number.isFinite)).toBe(annotated);
    if (lines.has(lineOf(point))) expect(place).toEqual([truth.points[2 * point], truth.points[2 * point + 1]]);
  }
  return "read";
}

/** A picture that is hard to compress, so that most bytes are of pixels. */
export async function samplePicture(format: "jpeg" | "png"): Promise<Uint8Array> {
  const { below } = stream({ seed: 5, path: "picture" });
  const data = Uint8Array.from({ length: 96 * 72 * 3 }, () => below(256));
  return sharp(data, { raw: { width: 96, height: 72, channels: 3 } })
    .blur(2)
    .toFormat(format)
    .toBuffer();
}

/** Reads a damaged picture: it is refused with a located error, or has the size that the annotations tell. */
export async function decodeDamaged(whole: Uint8Array, number: number): Promise<Outcome> {
  const face: Sample = {
    id: "a",
    image: "a.png",
    points: Float64Array.of(40, 30),
    frame: "pixels",
    size: { width: 96, height: 72 },
    place: { file: "a.xml", line: 7 },
    tags: {},
  };
  const result = await orFault(async () => {
    const picture = await decode(damaged(whole, number), "a.png");
    checkSample(face, picture, { kept: [0], mirror: undefined, hidesPoints: false });
    return picture;
  });
  if (result instanceof DataError) {
    expect(result.file).toMatch(/^a\.(png|xml)$/);
    return "refused";
  }
  expect(result).toMatchObject({ width: 96, height: 72, channels: 3 });
  expect(result.data).toHaveLength(96 * 72 * 3);
  return "read";
}
