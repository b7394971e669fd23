import { keypoint_count_mismatch } from "../../../diagnostics/catalogue/keypoint_count_mismatch.ts";
import { split_without_tag } from "../../../diagnostics/catalogue/split_without_tag.ts";
import { readersByName } from "../../datasets/index.generated.ts";
import type { DatasetPlan } from "../../ir/plan.ts";
import { splitsByName } from "../../splits/index.generated.ts";
import type { Finding } from "../finding.ts";
import { siteOf } from "./call-site.ts";

/** What is wrong with a dataset as it is declared. Its files are not read: what they show is found when they are. */
export function findInDataset(dataset: DatasetPlan): readonly Finding[] {
  return [...pointCount(dataset), ...splitProblems(dataset)];
}

/** Formats that fix the number of points fix it for the keypoint scheme too. */
function pointCount({ source, keypoints }: DatasetPlan): readonly Finding[] {
  const points = readersByName[source.name]?.points;
  if (points === undefined || points === keypoints.count) return [];
  const facts = { reader: source.name, points, scheme: keypoints.name, count: keypoints.count };
  const related = [{ place: keypoints.origin.place, message: `${keypoints.name}, of ${keypoints.count} points` }];
  const diagnostic = keypoint_count_mismatch.at(source.origin.place, facts, { related });
  return [{ diagnostic, origin: source.origin }];
}

function splitProblems({ source, split }: DatasetPlan): readonly Finding[] {
  const tag = splitsByName[split.name]?.tag;
  const tags = readersByName[source.name]?.tags ?? [];
  if (tag !== undefined && !tags.includes(tag)) {
    const facts = { split: split.name, tag, reader: source.name, tags };
    return [{ diagnostic: split_without_tag.at(split.origin.place, facts), origin: split.origin }];
  }
  const problems = splitsByName[split.name]?.check(split.parameters, siteOf(split)) ?? [];
  return problems.map((diagnostic) => ({ diagnostic, origin: split.origin }));
}
