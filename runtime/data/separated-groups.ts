import type { Sample } from "../../compiler/datasets/reader.ts";
import type { DatasetPlan } from "../../compiler/ir/plan.ts";
import { groupOf } from "../../compiler/splits/picture-group.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import { image_in_both_splits } from "../../diagnostics/catalogue/image_in_both_splits.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { showPlace } from "./collect-samples.ts";

/** So many are told of: who made the lists sees what they have in common. */
const mostTold = 10;

/** Faces of one picture, or of a picture and its mirrored copy, that training and validation both have. */
export function separatedGroups(
  parts: Readonly<Record<SplitName, readonly Sample[]>>,
  { split }: DatasetPlan,
): Diagnostic[] {
  const training = new Map(parts.train.map((sample) => [groupOf(sample), sample]));
  const told = new Map<string, Diagnostic>();
  for (const validation of parts.validation) {
    const group = groupOf(validation);
    const train = training.get(group);
    if (train === undefined || told.has(group)) continue;
    const are = relation(train, validation);
    const facts = { train: named(train), validation: named(validation), are } as const;
    told.set(group, image_in_both_splits.at(split.origin.place, facts));
    if (told.size === mostTold) break;
  }
  return [...told.values()];
}

function relation(train: Sample, validation: Sample) {
  if (train.image === validation.image) return "faces of the same picture";
  return train.group === undefined ? "the same picture, one of them mirrored" : "the same picture";
}

function named({ image, pixels, place }: Sample): string {
  return place.line === undefined || pixels !== undefined ? image : `${image} at ${showPlace(place)}`;
}
