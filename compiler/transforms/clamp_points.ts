import { range } from "../ir/range.ts";
import { defineTransform } from "./transform.ts";

export const clamp_points = defineTransform({
  name: "clamp_points",
  doc: "Moves points that lie outside of the picture to its nearest edge. Without this step they are learned where they are, beyond the edge.",
  parameters: {},
  random: false,
  type: (input) => ({ ...input, points: { ...input.points, range: range(0, 1) }, leaving: "clamp" }),
  rule: { kind: "leaving", leaving: "clamp" },
});
