import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly reader: string;
  /** Points that a picture has in the files that the reader reads. */
  readonly points: number;
  readonly scheme: string;
  readonly count: number;
}

export const keypoint_count_mismatch = defineDiagnostic<About>({
  name: "keypoint_count_mismatch",
  severity: "error",
  message: ({ reader, points, scheme, count }) =>
    `${reader} reads ${points} points a picture, but keypoint scheme \`${scheme}\` has ${count}`,
  why: "The scheme numbers and names the points of the files. With another count the names stand for other points than meant, or for none.",
  fix: "Use the scheme that belongs to the dataset.",
  bad: experimentWith({ points: 68 }),
  good: experimentWith({ points: 58 }),
});
