import { readFile, stat } from "node:fs/promises";
import type { Sample } from "../../compiler/datasets/reader.ts";
import type { DatasetPlan } from "../../compiler/ir/plan.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import { image_in_both_splits } from "../../diagnostics/catalogue/image_in_both_splits.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/**
 * Pictures that training and validation both have, under whatever names: files of the same bytes. Only files of the same
 * length are read. Files that are missing are left to whoever reads the pictures.
 */
export async function sharedPictures(
  parts: Readonly<Record<SplitName, readonly Sample[]>>,
  plan: DatasetPlan,
  imagePath: (sample: Sample) => string,
): Promise<Diagnostic[]> {
  const trainBySize = new Map<number, Sample[]>();
  for (const sample of onePerPicture(parts.train)) {
    const size = await sizeOf(imagePath(sample));
    if (size !== undefined) trainBySize.set(size, [...(trainBySize.get(size) ?? []), sample]);
  }
  const problems: Diagnostic[] = [];
  for (const sample of onePerPicture(parts.validation)) {
    const size = await sizeOf(imagePath(sample));
    const candidates = size === undefined ? [] : (trainBySize.get(size) ?? []);
    for (const candidate of candidates) {
      if (!(await sameBytes(imagePath(sample), imagePath(candidate)))) continue;
      const names = { train: candidate.image, validation: sample.image };
      problems.push(image_in_both_splits.at(plan.split.origin.place, names));
    }
  }
  return problems;
}

function onePerPicture(samples: readonly Sample[]): Iterable<Sample> {
  return new Map(samples.map((sample) => [sample.image, sample])).values();
}

/** Bytes of a file; undefined where there is none. */
async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

async function sameBytes(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([readFile(a), readFile(b)]);
  return left.equals(right);
}
