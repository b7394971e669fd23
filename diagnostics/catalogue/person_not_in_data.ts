import { defineDiagnostic } from "../define.ts";

interface About {
  readonly tag: string;
  readonly missing: readonly (number | string)[];
  readonly folder: string;
}

const faces = (validation: string) => `keypoints Imm58 { count: 58 }
dataset Faces {
  source: imm("data/imm")
  keypoints: Imm58
  split: by_person(train: 1..32, validation: ${validation})
}
`;

export const person_not_in_data = defineDiagnostic<About>({
  name: "person_not_in_data",
  foundIn: "data",
  severity: "error",
  message: ({ tag, missing, folder }) =>
    `the split names ${tag} ${missing.join(", ")}, of whom ${folder} holds no picture`,
  why: "The split says who is seen in training and in validation. When somebody in it has no pictures, the figures are of another data set than the one that the spec describes. Found when the data is read.",
  fix: "Complete the data set, or take the number out of the split.",
  bad: faces("33..41"),
  good: faces("33..40"),
});
