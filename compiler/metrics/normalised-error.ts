import { nme_needs_points } from "../../diagnostics/catalogue/nme_needs_points.ts";
import { unknown_keypoint } from "../../diagnostics/catalogue/unknown_keypoint.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { names } from "../ir/parameters.ts";
import { pointNames, pointsNamed } from "../ir/points-named.ts";
import type { MeasuredFace, Metric } from "./metric.ts";

/** Mean distance between where points are and where they were thought to be, in pixels. */
export function meanDistance({ predicted, truth }: Pick<MeasuredFace, "predicted" | "truth">): number {
  let sum = 0;
  for (let at = 0; at < truth.length; at += 2) {
    sum += Math.hypot(predicted[at]! - truth[at]!, predicted[at + 1]! - truth[at + 1]!);
  }
  return sum / (truth.length / 2);
}

/** What distances are divided by, so that large and small faces count alike. */
export type Normaliser = {
  readonly between?: readonly string[];
};

export const betweenParameter = {
  between: names({
    doc: "two points or groups of the keypoint scheme, such as the outer corners of the eyes (inter-ocular) or both eyes (pupils), whose distance in the truth divides; a group stands for the middle of its points. Without it: the square root of the area of the face's box, the smallest around the true points where the data gives none. A face is left out whose size hidden points would tell.",
    default: null,
  }),
};

/** Mean distance of a face's points as a share of its size; undefined where points are hidden that tell its size. */
export function normalisedError(face: MeasuredFace, { between }: Normaliser): number | undefined {
  const size = between === undefined ? sizeOfBox(face) : distanceBetween(face, between);
  return size === undefined ? undefined : meanDistance(face) / size;
}

function distanceBetween(face: MeasuredFace, [first, second]: readonly string[]): number | undefined {
  const [a, b] = [middleOf(face, first!), middleOf(face, second!)];
  return a && b && Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function middleOf({ truth, kept, scheme }: MeasuredFace, name: string): readonly [x: number, y: number] | undefined {
  const places = pointsNamed(name, scheme)!.map((point) => kept.indexOf(point));
  if (places.includes(-1)) return undefined;
  const mean = (axis: number) => places.reduce((sum, place) => sum + truth[2 * place + axis]!, 0) / places.length;
  return [mean(0), mean(1)];
}

function sizeOfBox({ truth, box }: MeasuredFace): number | undefined {
  if (box !== undefined) return Math.sqrt(box.width * box.height);
  if (truth.length === 2) return undefined;
  const along = (axis: number) => {
    const values = truth.filter((_, index) => index % 2 === axis);
    return Math.max(...values) - Math.min(...values);
  };
  return Math.sqrt(along(0) * along(1));
}

/** Whether the points are there by which distances are divided. */
export const checkNormaliser: NonNullable<Metric<Normaliser>["check"]> = ({ between }, at) => {
  if (between === undefined) {
    return at.kept.length > 1 ? [] : [nme_needs_points.at(at.place, { points: at.kept.length })];
  }
  const place = at.argument("between");
  if (between.length !== 2) return [nme_needs_points.at(place, { named: between.length })];
  return between.flatMap((name): Diagnostic[] => {
    const points = pointsNamed(name, at.scheme);
    const facts = { name, scheme: at.scheme.name };
    if (points === undefined)
      return [unknown_keypoint.at(place, { ...facts, nearest: nearest(name, pointNames(at.scheme)) })];
    return points.every((point) => at.kept.includes(point))
      ? []
      : [unknown_keypoint.at(place, { ...facts, dropped: true })];
  });
};
