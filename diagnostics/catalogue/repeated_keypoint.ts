import { defineDiagnostic } from "../define.ts";

const faces = (
  points: string,
) => `keypoints Imm58 { count: 58; groups: { nose: 47..57 }; names: { nose_tip: 52, chin: 6 } }
dataset Faces { source: imm("data/imm"); keypoints: Imm58; split: by_person(train: 1..32, validation: 33..40) }
examples Noses from Faces {
  keep_points([${points}])
  resize(60, 80)
}
`;

export const repeated_keypoint = defineDiagnostic<{ readonly index: number }>({
  name: "repeated_keypoint",
  severity: "error",
  message: ({ index }) => `point ${index} is kept twice`,
  why: "The network would learn one point under two numbers, and that point would count twice in the loss. Mostly a name and the group that holds it were both given.",
  fix: "Leave one of the two out.",
  bad: faces("nose, nose_tip"),
  good: faces("nose, chin"),
});
