import { crop_without_box } from "../../diagnostics/catalogue/crop_without_box.ts";
import { growBox } from "../../lib/box.ts";
import { symbol } from "../ir/dim.ts";
import { float } from "../ir/parameters.ts";
import { anyNumber } from "../ir/range.ts";
import { defineTransform } from "./transform.ts";

type Crop = { readonly margin: number };

export const crop = defineTransform<Crop>({
  name: "crop",
  doc: "Cuts the picture to the face's box, its width and height each times `margin` about the same centre. The box keeps its shape, as it does in dlib's shape predictor; what lies outside of the picture is filled. Points may lie outside of what is cropped: a box need not hold all points of its face, whatever the margin. The box moves with the steps above, so that a turned, shifted or zoomed face is cropped as tightly.",
  parameters: {
    margin: float({ doc: "side of the crop by that of the box", default: 1, exclusiveMinimum: 0, maximum: 100 }),
  },
  random: false,
  type: (input, _, at) => {
    if (!input.boxed) return [crop_without_box.at(at.place, { reader: at.reader })];
    const [channels] = input.image.shape;
    const shape = [channels!, symbol("crop_height"), symbol("crop_width")];
    // Only the files know where points lie by their box; of 300-W's some lie beyond 1.25 times it.
    const points = input.leaving === "keep" ? { ...input.points, range: anyNumber } : input.points;
    return { ...input, image: { ...input.image, shape }, points };
  },
  rule: {
    kind: "geometry",
    map: ({ width, height, box = { left: 0, top: 0, width, height } }, { margin }) => {
      const cut = growBox(box, margin);
      const size = { width: Math.max(1, Math.round(cut.width)), height: Math.max(1, Math.round(cut.height)) };
      // Whole pixels, edges on edges: the box is scaled by less than one of them.
      const [x, y] = [size.width / cut.width, size.height / cut.height];
      return { matrix: [x, 0, (0.5 - cut.left) * x - 0.5, 0, y, (0.5 - cut.top) * y - 0.5], ...size };
    },
  },
});
