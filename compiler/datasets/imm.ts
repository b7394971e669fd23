import { string } from "../ir/parameters.ts";
import { parseAsf } from "./asf-file.ts";
import { DataError, type DataFiles, defineReader, orFault, type Sample } from "./reader.ts";

/** `PP-Ng`: person, image (1-6), gender. */
const baseName = /^(\d+)-(\d+)([mf])$/;
const points = 58;

export const imm = defineReader<{ readonly path: string }>({
  name: "imm",
  doc: "The IMM Face Database (Nordstrøm, Larsen, Sierakowski, Stegmann, DTU 2004): 40 people, six pictures each, `01-1m.jpg` with its 58 points in `01-1m.asf` beside it. Tags: `person`, `image` (1-6), `gender` (m, f).",
  parameters: { path: string({ doc: "folder with the .jpg and .asf files, relative to the project root" }) },
  points,
  channels: 3,
  tags: ["person", "image", "gender"],
  advice: ({ path }) =>
    `Put the IMM Face Database's .jpg and .asf files there, or make a stand-in: kpc data synth imm --out ${path}`,
  async *read(files) {
    const names = await files.list("");
    const bases = names.filter((name) => name.endsWith(".asf")).map((name) => name.slice(0, -".asf".length));
    if (bases.length === 0) throw new DataError("holds no .asf file: it is empty, or not the IMM Face Database", "");
    const pictures = new Set(names.filter((name) => name.endsWith(".jpg")));
    for (const base of bases) {
      const picture = `${base}.jpg`;
      if (pictures.delete(picture)) yield orFault(() => readSample(files, base));
      else yield new DataError(`has no picture: there is no ${picture} beside it`, `${base}.asf`);
    }
    for (const picture of pictures) {
      yield new DataError(`has no points: there is no ${picture.replace(/jpg$/, "asf")} beside it`, picture);
    }
  },
});

async function readSample(files: DataFiles, base: string): Promise<Sample> {
  const file = `${base}.asf`;
  const parts = baseName.exec(base);
  if (parts === null) {
    throw new DataError("is not named as the IMM Face Database names its files (01-1m: person, image, m or f)", file);
  }
  const { points: shares } = parseAsf(await files.read(file), { file, count: points, host: `${base}.jpg` });
  const tags = { person: Number(parts[1]), image: Number(parts[2]), gender: parts[3]! };
  return { id: base, image: `${base}.jpg`, points: shares, frame: "share", place: { file }, tags };
}
