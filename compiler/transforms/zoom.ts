import { type IntervalValue, interval } from "../ir/parameters.ts";
import { between } from "./draw-from.ts";
import { widened } from "./point-range.ts";
import { defineTransform } from "./transform.ts";

type Zoom = { readonly factor: IntervalValue };

export const zoom = defineTransform<Zoom>({
  name: "zoom",
  doc: "Makes what is in the picture larger or smaller about its middle, by a factor that is drawn from a range, as `scale` of torchvision's `RandomAffine`. The picture's size stays.",
  parameters: { factor: interval({ doc: "range of the factor: `0.9..1.1`", exclusiveMinimum: 0 }) },
  random: true,
  type: (input, { factor }) => widened(input, (reach) => reach * Math.max(1, factor.high)),
  rule: {
    kind: "geometry",
    map: ({ width, height }, { factor }, draw) => {
      const by = between(factor, draw);
      return { matrix: [by, 0, ((1 - by) * (width - 1)) / 2, 0, by, ((1 - by) * (height - 1)) / 2], width, height };
    },
  },
});
