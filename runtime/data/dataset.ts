import { join, relative, resolve } from "node:path";
import { pixelsOf } from "../../compiler/datasets/csv-picture.ts";
import { Faults } from "../../compiler/datasets/file-faults.ts";
import { readersByName } from "../../compiler/datasets/index.generated.ts";
import { DataError, type DataFiles, orFault, type Sample } from "../../compiler/datasets/reader.ts";
import { sourceChannels } from "../../compiler/datasets/source-type.ts";
import type { DatasetPlan } from "../../compiler/ir/plan.ts";
import { splitsByName } from "../../compiler/splits/index.generated.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import { person_not_in_data } from "../../diagnostics/catalogue/person_not_in_data.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { BytePicture } from "../../lib/picture.ts";
import { collectSamples, showPlace } from "./collect-samples.ts";
import { decode } from "./decode.ts";
import { diskFiles, inFolder } from "./disk-files.ts";
import { separatedGroups } from "./separated-groups.ts";
import { sharedPictures } from "./shared-pictures.ts";
import { SpecDataError } from "./spec-data-error.ts";

/** A dataset's annotations, read and parted; its pictures are still on the disk. */
export interface Dataset {
  /** Of its pictures as read. */
  readonly channels: 1 | 3;
  readonly files: DataFiles;
  /** The folder as the spec writes it, for messages. */
  readonly shown: string;
  readonly parts: Readonly<Record<SplitName, readonly Sample[]>>;
  /** What was wrong with examples that are left out; those found when pictures are read join them. */
  readonly faults: Faults;
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
  const { name, parameters } = plan.source;
  const reader = readersByName[name]!;
  const shown = parameters.path as string;
  const folder = resolve(root, shown);
  // As somebody would write it where they are, who need not stand in the project's root.
  const path = relative("", folder) || ".";
  const files = diskFiles(folder, reader.advice({ ...parameters, path }));
  const faults = new Faults(plan.onBadExample);
  const options = { scheme: plan.keypoints, shown, faults };
  const samples = await collectSamples(reader.read(files, parameters, plan.keypoints), options);
  faults.check();
  if (samples.length === 0) faults.refuse();

  const parts = partsOf(samples, plan);
  const imagePath = (sample: Sample) => join(folder, sample.image);
  const separated = separatedGroups(parts, plan);
  const problems = [...absentFromData(samples, plan, shown), ...separated];
  if (separated.length === 0) problems.push(...(await sharedPictures(parts, plan, imagePath)));
  if (problems.length > 0) throw new SpecDataError(problems);
  return { channels: channelsOf(plan), files, shown, parts, faults, imagePath };
}

/** Channels of a data set's pictures as read. */
export function channelsOf({ source }: DatasetPlan): 1 | 3 {
  return sourceChannels(readersByName[source.name]!, source.parameters) === 1 ? 1 : 3;
}

/** A sample's picture. Throws DataError where it can't be read, which says who lists it where that is a file of many. */
export async function decodeSample(
  { channels, files, shown }: Dataset,
  { image, pixels, place }: Sample,
): Promise<BytePicture> {
  return inFolder(shown, async () => {
    if (pixels !== undefined)
      return pixelsOf(await files.part(place.file, pixels.offset, pixels.length), pixels, place);
    const picture = await orFault(async () => decode(await files.read(image), image, channels));
    if (!(picture instanceof DataError)) return picture;
    const listed = place.line === undefined ? "" : ` (listed at ${showPlace(place, shown)})`;
    throw new DataError(`${picture.message}${listed}`, picture.file);
  });
}

function partsOf(samples: readonly Sample[], { split }: DatasetPlan): Dataset["parts"] {
  const partOf = splitsByName[split.name]!.part(samples, split.parameters);
  const inPart = (part: SplitName) => samples.filter((sample) => partOf(sample) === part);
  return { train: inPart("train"), validation: inPart("validation") };
}

/** People (or whatever the split goes by) that the spec names and the data lacks. */
function absentFromData(samples: readonly Sample[], { split }: DatasetPlan, folder: string): Diagnostic[] {
  const { named, tag } = splitsByName[split.name]!;
  if (named === undefined || tag === undefined) return [];
  const { train, validation } = named(split.parameters);
  const present = new Set(samples.map((sample) => sample.tags[tag]));
  const missing = [...train, ...validation].filter((value) => !present.has(value));
  if (missing.length === 0) return [];
  return [person_not_in_data.at(split.origin.place, { tag, missing, folder })];
}
