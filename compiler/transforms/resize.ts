import { resizing } from "../../lib/matrix.ts";
import { int } from "../ir/parameters.ts";
import { defineTransform } from "./transform.ts";

type Resize = { readonly height: number; readonly width: number };

/** Larger than any network of this language could take in; guards against a slip of the pen. */
const largest = 16_384;

export const resize = defineTransform<Resize>({
  name: "resize",
  doc: "Resizes the picture to exactly this height and width. Bilinear; where the picture shrinks, every pixel of the source counts (as torchvision's `Resize` with `antialias=True`).",
  parameters: {
    height: int({ doc: "rows of the new picture", minimum: 1, maximum: largest }),
    width: int({ doc: "columns of the new picture", minimum: 1, maximum: largest }),
  },
  random: false,
  type: (input, { height, width }) => {
    const [channels] = input.image.shape;
    return { ...input, image: { ...input.image, shape: [channels!, height, width] } };
  },
  rule: {
    kind: "geometry",
    map: (from, { height, width }) => ({ matrix: resizing(from, { height, width }), height, width }),
  },
});
