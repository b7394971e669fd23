import { string } from "../ir/parameters.ts";
import { parsePts } from "./pts-file.ts";
import { DataError, type DataFiles, defineReader, orFault, type Sample } from "./reader.ts";

type Parameters = { readonly path: string; readonly train?: string; readonly test?: string };

const pictures = /\.(jpe?g|png)$/i;

export const pts = defineReader<Parameters>({
  name: "pts",
  doc: "Pictures (.jpg, .png) with a .pts file of the same name beside each, as the 300-W challenge gives them: `version: 1`, `n_points: 68`, and the points in braces, a line each, in pixels from 1. A point that is `nan nan` isn't annotated. Tags: `file` (train, test) where these folders are named.",
  parameters: {
    path: string({ doc: "folder with the pictures, or with the folders below, relative to the project root" }),
    train: string({
      doc: "folder in it of the pictures to train on; without it all pictures are in `path` itself",
      default: null,
    }),
    test: string({ doc: "folder in it of the others", default: null }),
  },
  channels: 3,
  tags: ["file"],
  advice: ({ path }) => `Put pictures there, with a .pts file beside each: ${path}/face.png and ${path}/face.pts`,
  async *read(files, { train, test }, { count }) {
    if (train === undefined && test === undefined) yield* readFolder(files, "", count);
    if (train !== undefined) yield* readFolder(files, train, count, "train");
    if (test !== undefined) yield* readFolder(files, test, count, "test");
  },
});

async function* readFolder(
  files: DataFiles,
  folder: string,
  count: number,
  file?: string,
): AsyncGenerator<Sample | DataError> {
  const path = (name: string) => (folder === "" ? name : `${folder}/${name}`);
  const names = await files.list(folder);
  const byStem = new Map<string, string[]>();
  for (const name of names.filter((each) => pictures.test(each))) {
    const stem = name.replace(pictures, "");
    byStem.set(stem, [...(byStem.get(stem) ?? []), name]);
  }
  const stems = names.filter((name) => name.endsWith(".pts")).map((name) => name.slice(0, -".pts".length));
  if (stems.length === 0) throw new DataError("holds no .pts file", folder);
  for (const stem of stems) {
    const annotation = path(`${stem}.pts`);
    const [image, second] = byStem.get(stem) ?? [];
    byStem.delete(stem);
    if (image === undefined)
      yield new DataError(`has no picture: there is no ${stem}.png or .jpg beside it`, annotation);
    else if (second !== undefined) yield new DataError(`has two pictures: ${image} and ${second}`, annotation);
    else
      yield orFault(async () =>
        sampleOf(path(stem), path(image), parsePts(await files.read(annotation), { file: annotation, count }), file),
      );
  }
  for (const [stem, [image]] of byStem)
    yield new DataError(`has no points: there is no ${stem}.pts beside it`, path(image!));
}

function sampleOf(stem: string, image: string, points: Float64Array, file: string | undefined): Sample {
  const tags: Sample["tags"] = file === undefined ? {} : { file };
  const annotated = Uint8Array.from({ length: points.length / 2 }, (_, point) =>
    Number.isNaN(points[2 * point]) ? 0 : 1,
  );
  if (!annotated.includes(1)) throw new DataError("has no points", `${stem}.pts`);
  return {
    id: stem,
    image,
    points,
    frame: "pixels",
    ...(annotated.includes(0) ? { annotated } : {}),
    place: { file: `${stem}.pts` },
    tags,
  };
}
