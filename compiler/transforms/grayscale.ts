import { toGray } from "../../lib/color.ts";
import { defineTransform } from "./transform.ts";

export const grayscale = defineTransform({
  name: "grayscale",
  doc: "Makes one channel of three: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601, as torchvision's `Grayscale`). A picture of one channel stays as it is.",
  parameters: {},
  random: false,
  type: (input) => {
    const [, height, width] = input.image.shape;
    return { ...input, image: { ...input.image, shape: [1, height!, width!] } };
  },
  rule: { kind: "picture", apply: toGray },
});
