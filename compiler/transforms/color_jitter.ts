import { color_of_scaled } from "../../diagnostics/catalogue/color_of_scaled.ts";
import { idle_color } from "../../diagnostics/catalogue/idle_color.ts";
import { adjustBrightness, adjustContrast, adjustHue, adjustSaturation } from "../../lib/color.ts";
import type { Picture } from "../../lib/picture.ts";
import { share } from "../ir/parameters.ts";
import { range, sameRange } from "../ir/range.ts";
import { between, shuffled } from "./draw-from.ts";
import { type Draw, defineTransform } from "./transform.ts";

type Jitter = {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  readonly hue: number;
};

export const color_jitter = defineTransform<Jitter>({
  name: "color_jitter",
  doc: "Changes brightness, contrast, saturation and hue in random order, as torchvision's `ColorJitter`: `brightness: 20%` draws a factor from 0.8..1.2, `hue: 5%` a turn of the color circle from -0.05..0.05. After each, numbers are held to 0..1.",
  parameters: {
    brightness: share({ doc: "furthest of the factor from 1", default: 0, minimum: 0 }),
    contrast: share({ doc: "the same, about the picture's mean gray", default: 0, minimum: 0 }),
    saturation: share({ doc: "the same, about each pixel's gray", default: 0, minimum: 0 }),
    hue: share({ doc: "furthest turn of the color circle", default: 0, minimum: 0, maximum: 0.5 }),
  },
  random: true,
  type: (input, _, at) =>
    sameRange(input.image.range, range(0, 1)) ? input : [color_of_scaled.at(at.place, { from: input.image.range })],
  lint: (input, { saturation, hue }, at) => {
    const idle = [...(saturation > 0 ? ["saturation"] : []), ...(hue > 0 ? ["hue"] : [])];
    return input.image.shape[0] === 1 && idle.length > 0 ? [idle_color.at(at.argument(idle[0]!), { idle })] : [];
  },
  rule: { kind: "picture", apply: jitter },
});

/** All four are drawn, whether asked for or not, so that asking for one more doesn't change the others. */
function jitter(picture: Picture, { brightness, contrast, saturation, hue }: Jitter, draw: Draw): Picture {
  const factor = (furthest: number) => between({ low: Math.max(0, 1 - furthest), high: 1 + furthest }, draw);
  const [bright, strong, vivid] = [factor(brightness), factor(contrast), factor(saturation)];
  const turn = between({ low: -hue, high: hue }, draw);
  const changes = [
    (now: Picture) => (brightness === 0 ? now : adjustBrightness(now, bright)),
    (now: Picture) => (contrast === 0 ? now : adjustContrast(now, strong)),
    (now: Picture) => (saturation === 0 ? now : adjustSaturation(now, vivid)),
    (now: Picture) => (hue === 0 ? now : adjustHue(now, turn)),
  ];
  return shuffled(changes, draw).reduce((now, change) => change(now), picture);
}
