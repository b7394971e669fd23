import { existsSync, realpathSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { openDataset } from "../runtime/data/dataset.ts";
import { sourcePoints } from "../runtime/data/make-example.ts";
import { overlayPicture } from "../runtime/pictures/overlay.ts";
import { type FaceFile, type Prediction, readFace } from "../runtime/predict/predict.ts";
import { writeFiles } from "../runtime/runs/run-folder.ts";
import { CommandError, exit } from "./exit.ts";
import type { ChosenExperiment } from "./experiment.ts";
import { shown } from "./paths.ts";

/**
 * Writes each picture with its predicted points in orange and, where the picture is one of the experiment's data set, the true ones in
 * green. Gives a line for each.
 */
export async function overlays(
  predictions: readonly Prediction[],
  faces: readonly FaceFile[],
  chosen: ChosenExperiment,
  out: string,
): Promise<string[]> {
  const truth = await knownPoints(predictions, chosen);
  const pictures = new Map(faces.map((face) => [face.file, face]));
  const names = overlayNames(
    predictions.map(({ file }) => file),
    out,
  );
  const lines: string[] = [];
  for (const [index, prediction] of predictions.entries()) {
    const { file, points } = prediction;
    const known = truth.get(resolve(file));
    const marked = {
      picture: () => readFace(pictures.get(file)!, chosen.plan.examples),
      prediction: points.flatMap(({ x, y }) => [x, y]),
      ...(known === undefined
        ? {}
        : { truth: points.flatMap(({ index }) => [known[index * 2]!, known[index * 2 + 1]!]) }),
    };
    const path = names[index]!;
    await writeFiles(out, [{ path, content: await overlayPicture(marked, "png") }]);
    lines.push(`${file}: ${describe(prediction)} -> ${shown(join(out, path))}`);
  }
  return lines;
}

/**
 * A name in `out` for each picture: its own with .png, and a number behind it where several have the same. Throws where that is one
 * of the pictures themselves.
 */
export function overlayNames(files: readonly string[], out: string): string[] {
  const taken = new Set<string>();
  const pictures = new Set(files.filter((file) => existsSync(file)).map((file) => realpathSync(file)));
  return files.map((file) => {
    const stem = stemOf(file);
    let name = `${stem}.png`;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}.png`;
    taken.add(name.toLowerCase());
    const path = join(out, name);
    if (existsSync(path) && pictures.has(realpathSync(path)))
      throw new CommandError(exit.usage, `${path} is one of the pictures: name another folder with --out`);
    return name;
  });
}

/** `training-12` of `training.csv:12`. */
function stemOf(file: string): string {
  const [, path = file, line] = existsSync(file) ? [] : (/^(.*):(\d+)$/.exec(file) ?? []);
  const stem = basename(path, extname(path));
  return line === undefined ? stem : `${stem}-${line}`;
}

function describe({ points }: Prediction): string {
  if (points.length > 3) return `${points.length} points`;
  return points.map(({ name, index, x, y }) => `${name ?? index} at ${x.toFixed(1)}, ${y.toFixed(1)}`).join("; ");
}

/** All points of the pictures that the data set has, by absolute path; none where the data set isn't there. */
async function knownPoints(
  predictions: readonly Prediction[],
  { plan, root }: ChosenExperiment,
): Promise<ReadonlyMap<string, ArrayLike<number>>> {
  const wanted = new Map(predictions.map((prediction) => [resolve(prediction.file), prediction]));
  const known = new Map<string, ArrayLike<number>>();
  const dataset = await openDataset(plan.examples.dataset, root).catch(() => undefined);
  if (dataset === undefined) return known;
  for (const sample of [...dataset.parts.train, ...dataset.parts.validation]) {
    const prediction = wanted.get(dataset.imagePath(sample));
    if (prediction !== undefined) known.set(dataset.imagePath(sample), sourcePoints(sample, prediction));
  }
  return known;
}
