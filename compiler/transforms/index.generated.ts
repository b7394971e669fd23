// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Transform } from "./transform.ts";
import { clamp_points } from "./clamp_points.ts";
import { color_jitter } from "./color_jitter.ts";
import { crop } from "./crop.ts";
import { fill } from "./fill.ts";
import { grayscale } from "./grayscale.ts";
import { hflip } from "./hflip.ts";
import { keep_points } from "./keep_points.ts";
import { mask_points } from "./mask_points.ts";
import { resize } from "./resize.ts";
import { rotate } from "./rotate.ts";
import { scale } from "./scale.ts";
import { shift } from "./shift.ts";
import { zoom } from "./zoom.ts";

export const transforms = {
  clamp_points,
  color_jitter,
  crop,
  fill,
  grayscale,
  hflip,
  keep_points,
  mask_points,
  resize,
  rotate,
  scale,
  shift,
  zoom,
} as const satisfies Readonly<Record<string, Transform>>;

export const transformsByName: Readonly<Record<string, Transform | undefined>> = transforms;
