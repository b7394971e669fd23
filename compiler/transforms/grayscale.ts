import type { Picture } from "../../lib/picture.ts";
import { defineTransform } from "./transform.ts";

/** Weights of red, green and blue: luma of ITU-R BT.601, as in PIL's `convert("L")` and torchvision's `Grayscale`. */
const luma = [0.299, 0.587, 0.114] as const;

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

function toGray(picture: Picture): Picture {
  if (picture.channels === 1) return picture;
  const { width, height, data } = picture;
  const gray = new Float32Array(width * height);
  for (let pixel = 0, at = 0; pixel < gray.length; pixel++, at += 3) {
    gray[pixel] = luma[0] * data[at]! + luma[1] * data[at + 1]! + luma[2] * data[at + 2]!;
  }
  return { width, height, channels: 1, data: gray };
}
