import type { Picture } from "./picture.ts";

/** Weights of red, green and blue: luma of ITU-R BT.601, as in PIL's `convert("L")` and torchvision's `Grayscale`. */
const luma = { red: 0.299, green: 0.587, blue: 0.114 } as const;

/** One channel of three; a picture of one channel stays as it is. */
export function toGray(picture: Picture): Picture {
  if (picture.channels === 1) return picture;
  const { width, height, data } = picture;
  const gray = new Float32Array(width * height);
  for (let pixel = 0, at = 0; pixel < gray.length; pixel++, at += 3) {
    gray[pixel] = luma.red * data[at]! + luma.green * data[at + 1]! + luma.blue * data[at + 2]!;
  }
  return { width, height, channels: 1, data: gray };
}

/** All numbers times `factor`, held to 0..1: torchvision's `adjust_brightness`. */
export function adjustBrightness(picture: Picture, factor: number): Picture {
  return linear(picture, factor, 0);
}

/** Distances from the picture's mean gray times `factor`, held to 0..1: torchvision's `adjust_contrast`. */
export function adjustContrast(picture: Picture, factor: number): Picture {
  const { data } = toGray(picture);
  let sum = 0;
  for (let pixel = 0; pixel < data.length; pixel++) sum += data[pixel]!;
  return linear(picture, factor, (1 - factor) * (sum / data.length));
}

/** Loops over millions of numbers: `map` with a function for each would take four times as long. */
function linear(picture: Picture, factor: number, plus: number): Picture {
  const data = new Float32Array(picture.data.length);
  for (let at = 0; at < data.length; at++) data[at] = unit(picture.data[at]! * factor + plus);
  return { ...picture, data };
}

/** Distances from each pixel's gray times `factor`, held to 0..1: torchvision's `adjust_saturation`. */
export function adjustSaturation(picture: Picture, factor: number): Picture {
  if (picture.channels === 1) return picture;
  const gray = toGray(picture).data;
  const rest = 1 - factor;
  const data = new Float32Array(picture.data.length);
  for (let at = 0; at < data.length; at++) {
    data[at] = unit(picture.data[at]! * factor + gray[(at / 3) | 0]! * rest);
  }
  return { ...picture, data };
}

/** Hues turned by `turn` of the color circle (-0.5..0.5), by way of HSV: torchvision's `adjust_hue`. */
export function adjustHue(picture: Picture, turn: number): Picture {
  if (picture.channels === 1) return picture;
  const data = new Float32Array(picture.data.length);
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!];
    const value = Math.max(red, green, blue);
    const chroma = value - Math.min(red, green, blue);
    const hue = hueOf(red, green, blue, value, chroma) + turn * 6;
    data[at] = channelOf(5, hue, value, chroma);
    data[at + 1] = channelOf(3, hue, value, chroma);
    data[at + 2] = channelOf(1, hue, value, chroma);
  }
  return { ...picture, data };
}

/** In sixths of the circle, red at 0. */
function hueOf(red: number, green: number, blue: number, value: number, chroma: number): number {
  if (chroma === 0) return 0;
  if (value === red) return (green - blue) / chroma;
  return value === green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
}

/** A. R. Smith, "Color Gamut Transform Pairs" (1978), as one formula: n is 5 for red, 3 for green, 1 for blue. */
function channelOf(n: number, hue: number, value: number, chroma: number): number {
  const k = (((n + hue) % 6) + 6) % 6;
  return value - chroma * Math.max(0, Math.min(k, 4 - k, 1));
}

function unit(number: number): number {
  return Math.min(Math.max(number, 0), 1);
}
