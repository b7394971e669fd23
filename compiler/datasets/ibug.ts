import { string } from "../ir/parameters.ts";
import { dlibFaces } from "./dlib-xml.ts";
import { DataError, defineReader } from "./reader.ts";

type Parameters = { readonly path: string; readonly train: string; readonly test?: string };

export const ibug = defineReader<Parameters>({
  name: "ibug",
  doc: `Faces listed in dlib's XML, as the iBUG 300-W data comes with dlib (Sagonas et al. 2013, "300 Faces in-the-Wild Challenge"; King 2009,
"Dlib-ml"): an \`image\` has a \`box\` for each face, and the box a \`part\` for each point, named by its number. x and y count pixels from 0, at
their centres. Boxes may leave the picture. A face whose file gives only some of the points can be used where examples keep only those,
or leave the others out of the loss by \`mask_points\`. Tags:
\`file\` (train, test).`,
  parameters: {
    path: string({ doc: "folder with the XML files and the pictures, relative to the project root" }),
    train: string({ doc: "XML file of the faces to train on, in that folder" }),
    test: string({ doc: "XML file of the others", default: null }),
  },
  channels: 3,
  boxes: true,
  tags: ["file"],
  advice: ({ path }) =>
    `Put the pictures of iBUG 300-W with dlib's XML files into ${path} (dlib.net/files/data/ibug_300W_large_face_landmark_dataset.tar.gz; for research only)`,
  async *read(files, { train, test }, { count }) {
    const lists = [{ file: "train", path: train }, ...(test === undefined ? [] : [{ file: "test", path: test }])];
    for (const { file, path } of lists) {
      for await (const face of dlibFaces(files, path, count))
        yield face instanceof DataError ? face : { ...face, tags: { file } };
    }
  },
});
