import { defineDiagnostic } from "../define.ts";

export const ambiguous_keypoint = defineDiagnostic<{ readonly name: string }>({
  name: "ambiguous_keypoint",
  severity: "error",
  message: ({ name }) => `\`${name}\` is a group already, so it can't be a point's name too`,
  why: "Steps pick points by their names and by their groups; each name has to mean one thing.",
  fix: "Give the point or the group another name.",
  bad: "keypoints Imm58 { count: 58; groups: { nose: 47..57 }; names: { nose: 52 } }\n",
  good: "keypoints Imm58 { count: 58; groups: { nose: 47..57 }; names: { nose_tip: 52 } }\n",
});
