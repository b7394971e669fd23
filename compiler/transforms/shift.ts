import { share } from "../ir/parameters.ts";
import { between } from "./draw-from.ts";
import { widened } from "./point-range.ts";
import { defineTransform } from "./transform.ts";

type Shift = { readonly by: number };

export const shift = defineTransform<Shift>({
  name: "shift",
  doc: "Moves the picture sideways by a share of its width and up or down by a share of its height, each drawn from -by..by, as `translate` of torchvision's `RandomAffine` (which rounds to whole pixels; this doesn't).",
  parameters: { by: share({ doc: "the furthest, of width and of height", minimum: 0, maximum: 1 }) },
  random: true,
  type: (input, { by }) => widened(input, (reach) => reach + by),
  rule: {
    kind: "geometry",
    map: ({ width, height }, { by }, draw) => {
      const furthest = { low: -by, high: by };
      const [x, y] = [between(furthest, draw) * width, between(furthest, draw) * height];
      return { matrix: [1, 0, x, 0, 1, y], width, height };
    },
  },
});
