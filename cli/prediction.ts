import { basename, extname, join, resolve } from "node:path";
import { writeAtomically } from "../runtime/checkpoints/atomic-write.ts";
import { openDataset } from "../runtime/data/dataset.ts";
import { sourcePoints } from "../runtime/data/examples.ts";
import { overlayPicture } from "../runtime/pictures/overlay.ts";
import type { Prediction } from "../runtime/predict/predict.ts";
import { makeFolder } from "../runtime/runs/run-folder.ts";
import { type ChosenExperiment, shown } from "./experiment.ts";

/**
 * Writes each picture with its predicted points in orange and, where the picture is one of the experiment's data set, the true ones in
 * green. Gives a line for each.
 */
export async function overlays(
  predictions: readonly Prediction[],
  chosen: ChosenExperiment,
  out: string,
): Promise<string[]> {
  const truth = await knownPoints(predictions, chosen);
  await makeFolder(out);
  const lines: string[] = [];
  for (const prediction of predictions) {
    const { file, points } = prediction;
    const known = truth.get(resolve(file));
    const marked = {
      file,
      prediction: points.flatMap(({ x, y }) => [x, y]),
      ...(known === undefined
        ? {}
        : { truth: points.flatMap(({ index }) => [known[index * 2]!, known[index * 2 + 1]!]) }),
    };
    const path = join(out, `${basename(file, extname(file))}.png`);
    await writeAtomically(path, await overlayPicture(marked, "png"));
    lines.push(`${file}: ${describe(prediction)} -> ${shown(path)}`);
  }
  return lines;
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
