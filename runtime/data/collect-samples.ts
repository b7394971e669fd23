import type { Faults } from "../../compiler/datasets/file-faults.ts";
import { DataError, type DataPlace, type Sample } from "../../compiler/datasets/reader.ts";
import type { KeypointScheme } from "../../compiler/ir/plan.ts";
import { eachInFolder, showPath, withPath } from "./disk-files.ts";

export interface CollectOptions {
  readonly scheme: KeypointScheme;
  /** The dataset's folder as users see it. */
  readonly shown: string;
  readonly faults: Faults;
}

/** The samples that can be used; what is wrong with the others goes to `faults`. Each face stands among them once. */
export async function collectSamples(
  found: AsyncIterable<Sample | DataError>,
  { scheme, shown, faults }: CollectOptions,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const places = new Map<string, DataPlace>();
  for await (const sample of eachInFolder(shown, found)) {
    if (sample instanceof DataError) {
      faults.add(sample);
      continue;
    }
    const fault = faultIn(sample, scheme, places);
    if (fault === undefined) samples.push(sample);
    else faults.add(withPath(fault, shown));
  }
  return samples;
}

function faultIn(sample: Sample, scheme: KeypointScheme, places: Map<string, DataPlace>): DataError | undefined {
  const { id, image, place, points } = sample;
  const fault = (message: string) => new DataError(message, place.file, place.line);
  if (points.length !== 2 * scheme.count) {
    const message = `has ${points.length / 2} points, where keypoint scheme ${scheme.name} counts ${scheme.count}`;
    return new DataError(message, image);
  }
  const first = places.get(id);
  if (first !== undefined) return fault(`lists a face of ${image} that stands at ${showPlace(first)} already`);
  places.set(id, place);
  return undefined;
}

/** `labels.xml:12`. */
export function showPlace({ file, line }: DataPlace, folder = ""): string {
  const path = folder === "" ? file : showPath(folder, file);
  return line === undefined ? path : `${path}:${line}`;
}
