import { bool } from "../ir/parameters.ts";
import { range } from "../ir/range.ts";
import { defineTransform } from "./transform.ts";

type MaskParameters = { readonly outside: boolean };

export const mask_points = defineTransform<MaskParameters>({
  name: "mask_points",
  doc: `Leaves points out of the loss, and of all figures, that can't be seen: those that the data doesn't give, and those that lie outside of
the picture. Without this step a face that lacks a point is refused, and a point outside of the picture is learned where it is, beyond the edge.`,
  parameters: {
    outside: bool({
      doc: "whether points outside of the picture are left out, too; if not, only those that the data doesn't give are",
      default: true,
    }),
  },
  random: false,
  type: (input, { outside }) =>
    outside ? { ...input, points: { ...input.points, range: range(0, 1) }, leaving: "mask" } : input,
  rule: { kind: "mask", outside: ({ outside }) => outside },
});
