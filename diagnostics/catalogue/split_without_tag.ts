import { defineDiagnostic } from "../define.ts";

interface About {
  readonly split: string;
  readonly tag: string;
  readonly reader: string;
  /** Tags that the reader gives. */
  readonly tags: readonly string[];
}

const faces = (split: string) => `keypoints Imm58 { count: 58 }
dataset Faces {
  source: imm("data/imm")
  keypoints: Imm58
  split: ${split}
}
`;

export const split_without_tag = defineDiagnostic<About>({
  name: "split_without_tag",
  severity: "error",
  message: ({ split, tag, reader, tags }) =>
    `${split} goes by the tag \`${tag}\`, but ${reader} gives its pictures ${tags.length === 0 ? "no tags" : `only ${tags.map((each) => `\`${each}\``).join(", ")}`}`,
  why: "A split says of each picture whether it is for training or validation. Where it asks for something that the data doesn't tell, no picture would be in either.",
  fix: "Use a split that goes by what the reader tells of its pictures, or `random`.",
  bad: faces("by_file()"),
  good: faces("by_person(train: 1..32, validation: 33..40)"),
});
