import { defineDiagnostic } from "../define.ts";

interface About {
  readonly name: string;
  readonly index: number;
  readonly count: number;
}

export const keypoint_out_of_range = defineDiagnostic<About>({
  name: "keypoint_out_of_range",
  severity: "error",
  message: ({ name, index, count }) =>
    `\`${name}\` names point ${index}, but the ${count} points are 0 to ${count - 1}`,
  why: "Points are counted from 0, so the last of 58 is 57.",
  fix: "Correct the index, or the count. Sources that count from 1 have to be shifted by one.",
  bad: "keypoints Imm58 { count: 58; names: { last: 58 } }\n",
  good: "keypoints Imm58 { count: 58; names: { last: 57 } }\n",
});
