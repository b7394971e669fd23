import { range } from "../ir/range.ts";
import { defineTransform } from "./transform.ts";

export const mask_points = defineTransform({
  name: "mask_points",
  doc: "Leaves points that lie outside of the picture out of the loss. Without this step they are learned where they are, beyond the edge.",
  parameters: {},
  random: false,
  type: (input) => ({ ...input, points: { ...input.points, range: range(0, 1) }, leaving: "mask" }),
  rule: { kind: "leaving", leaving: "mask" },
});
