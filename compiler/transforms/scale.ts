import { empty_interval } from "../../diagnostics/catalogue/empty_interval.ts";
import { scale_of_scaled } from "../../diagnostics/catalogue/scale_of_scaled.ts";
import type { Picture } from "../../lib/picture.ts";
import { type IntervalValue, interval } from "../ir/parameters.ts";
import { range, sameRange } from "../ir/range.ts";
import { defineTransform } from "./transform.ts";

type Scale = { readonly to: IntervalValue };

const unit = range(0, 1);

export const scale = defineTransform<Scale>({
  name: "scale",
  doc: "Maps the picture's numbers, which lie in 0..1 as read, linearly to another range: `scale(-0.5..0.5)` subtracts a half.",
  parameters: { to: interval({ doc: "range of the picture's numbers afterwards" }) },
  random: false,
  type: (input, { to }, at) => {
    if (to.low >= to.high) return [empty_interval.at(at.argument("to"), to)];
    if (!sameRange(input.image.range, unit)) return [scale_of_scaled.at(at.place, { from: input.image.range, to })];
    return { ...input, image: { ...input.image, range: range(to.low, to.high) } };
  },
  rule: { kind: "picture", apply: scaled },
});

function scaled(picture: Picture, { to }: Scale): Picture {
  const data = new Float32Array(picture.data.length);
  const factor = to.high - to.low;
  for (let at = 0; at < data.length; at++) data[at] = to.low + picture.data[at]! * factor;
  return { ...picture, data };
}
