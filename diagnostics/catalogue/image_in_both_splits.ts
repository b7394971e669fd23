import { defineDiagnostic } from "../define.ts";

const faces = `keypoints Imm58 { count: 58 }
dataset Faces { source: imm("data/imm"); keypoints: Imm58; split: by_person(train: 1..32, validation: 33..40) }
`;

export const image_in_both_splits = defineDiagnostic<{ readonly train: string; readonly validation: string }>({
  name: "image_in_both_splits",
  foundIn: "data",
  severity: "error",
  message: ({ train, validation }) => `${train} (training) and ${validation} (validation) are the same picture`,
  why: "A network that has seen a validation picture in training looks better than it is. The two files hold the same bytes. Found when the data is read.",
  fix: "Remove one of the two, or name both people in one part of the split.",
  bad: faces,
  good: faces,
});
