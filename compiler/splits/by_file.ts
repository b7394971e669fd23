import { defineSplit } from "./split.ts";

export const by_file = defineSplit({
  name: "by_file",
  doc: "Parts the faces as the data's own files do: what the reader's `train` lists is for training, what its `test` lists for validation. A picture, its mirrored copy and all faces in it must stand in one of them.",
  tag: "file",
  parameters: {},
  check: () => [],
  part:
    () =>
    ({ tags }) => {
      if (tags.file === "train") return "train";
      return tags.file === "test" ? "validation" : undefined;
    },
});
