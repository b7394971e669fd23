import { join, relative, resolve } from "node:path";
import { readersByName } from "../../compiler/datasets/index.generated.ts";
import { DataError, type DataFiles, type Reader, type Sample } from "../../compiler/datasets/reader.ts";
import type { DatasetPlan } from "../../compiler/ir/plan.ts";
import { splitsByName } from "../../compiler/splits/index.generated.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import { person_not_in_data } from "../../diagnostics/catalogue/person_not_in_data.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type DecodedPicture, decode } from "./decode.ts";
import { diskFiles, inFolder, showPath } from "./disk-files.ts";
import { sharedPictures } from "./shared-pictures.ts";
import { SpecDataError } from "./spec-data-error.ts";

/** A dataset's annotations, read and parted; its pictures are still on the disk. */
export interface Dataset {
  readonly reader: Reader;
  readonly files: DataFiles;
  /** The folder as the spec writes it, for messages. */
  readonly shown: string;
  readonly parts: Readonly<Record<SplitName, readonly Sample[]>>;
  /** Absolute path of a sample's picture. */
  imagePath(sample: Sample): string;
}

/**
 * Reads the annotations of a dataset and parts them.
 *
 * @param root the project root, which the dataset's path is relative to.
 * @throws DataError where a file is missing or wrong; SpecDataError where the files don't fit the spec: somebody in the
 *   split of whom there is no picture, or one picture in both parts.
 */
export async function openDataset(plan: DatasetPlan, root: string): Promise<Dataset> {
  const reader = readersByName[plan.source.name]!;
  const shown = plan.source.parameters.path as string;
  const folder = resolve(root, shown);
  // As somebody would write it where they are, who need not stand in the project's root.
  const path = relative("", folder) || ".";
  const files = diskFiles(folder, reader.advice({ ...plan.source.parameters, path }));
  const samples = await inFolder(shown, () => reader.read(files, plan.source.parameters));
  checkPointCounts(samples, plan, shown);

  const split = splitsByName[plan.split.name]!;
  const inPart = (part: SplitName) => samples.filter((sample) => split.assign(sample, plan.split.parameters) === part);
  const parts = { train: inPart("train"), validation: inPart("validation") };
  const imagePath = (sample: Sample) => join(folder, sample.image);
  const problems = [...absentFromData(samples, plan, shown), ...(await sharedPictures(parts, plan, imagePath))];
  if (problems.length > 0) throw new SpecDataError(problems);
  return { reader, files, shown, parts, imagePath };
}

/** A sample's picture. Throws DataError where it can't be read. */
export async function decodeSample({ files, reader, shown }: Dataset, { image }: Sample): Promise<DecodedPicture> {
  return inFolder(shown, async () => decode(await files.read(image), image, reader.channels === 1 ? 1 : 3));
}

function checkPointCounts(samples: readonly Sample[], { keypoints }: DatasetPlan, shown: string): void {
  for (const sample of samples) {
    const count = sample.points.length / 2;
    if (count === keypoints.count) continue;
    const message = `has ${count} points, where keypoint scheme ${keypoints.name} counts ${keypoints.count}`;
    throw new DataError(message, showPath(shown, sample.image));
  }
}

/** People (or whatever the split goes by) that the spec names and the data lacks. */
function absentFromData(samples: readonly Sample[], { split }: DatasetPlan, folder: string): Diagnostic[] {
  const named = splitsByName[split.name]!.named?.(split.parameters);
  if (named === undefined) return [];
  const present = new Set(samples.map((sample) => sample.tags[named.tag]));
  const missing = [...named.train, ...named.validation].filter((value) => !present.has(value));
  if (missing.length === 0) return [];
  return [person_not_in_data.at(split.origin.place, { tag: named.tag, missing, folder })];
}
