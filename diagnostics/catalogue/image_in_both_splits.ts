import { defineDiagnostic } from "../define.ts";

const faces = `keypoints Imm58 { count: 58 }
dataset Faces { source: imm("data/imm"); keypoints: Imm58; split: by_person(train: 1..32, validation: 33..40) }
`;

interface About {
  /** A picture of each part, with its place where several are listed in one file. */
  readonly train: string;
  readonly validation: string;
  /** What they have in common: the bytes of their files unless it is said. */
  readonly are?: "the same picture" | "faces of the same picture" | "the same picture, one of them mirrored";
}

export const image_in_both_splits = defineDiagnostic<About>({
  name: "image_in_both_splits",
  foundIn: "data",
  severity: "error",
  message: ({ train, validation, are = "the same picture" }) =>
    `${train} (training) and ${validation} (validation) are ${are}`,
  why: "A network that has seen a validation picture in training looks better than it is. The two files, or rows of a CSV file, hold the same bytes, or one is named as the other with `_mirror` behind it, or two faces in one picture stand in different parts. Found when the data is read.",
  fix: "Remove one of the two, or take both into one part of the split; `random` keeps them together.",
  bad: faces,
  good: faces,
});
