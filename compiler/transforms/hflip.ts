import { flip_without_mirror } from "../../diagnostics/catalogue/flip_without_mirror.ts";
import { float } from "../ir/parameters.ts";
import { widened } from "./point-range.ts";
import { defineTransform } from "./transform.ts";

type Flip = { readonly p: number };

export const hflip = defineTransform<Flip>({
  name: "hflip",
  doc: "Flips the picture left to right in a share `p` of the draws, as torchvision's `RandomHorizontalFlip`. Its points are exchanged by the `mirror` of the keypoint scheme, so that a left eye stays a left eye; a scheme without one can't be flipped.",
  parameters: { p: float({ doc: "how often, 0..1", default: 0.5, minimum: 0, maximum: 1 }) },
  random: true,
  type: (input, _, at) => {
    if (at.scheme.mirror === undefined) return [flip_without_mirror.at(at.place, { scheme: at.scheme.name })];
    return widened(input, (reach) => reach);
  },
  rule: {
    kind: "geometry",
    map: ({ width, height }, { p }, draw) => {
      const mirrored = draw() < p;
      return { matrix: mirrored ? [-1, 0, width - 1, 0, 1, 0] : [1, 0, 0, 0, 1, 0], width, height, mirrored };
    },
  },
});
