// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Transform } from "./transform.ts";
import { grayscale } from "./grayscale.ts";
import { keep_points } from "./keep_points.ts";
import { resize } from "./resize.ts";
import { scale } from "./scale.ts";

export const transforms = {
  grayscale,
  keep_points,
  resize,
  scale,
} as const satisfies Readonly<Record<string, Transform>>;

export const transformsByName: Readonly<Record<string, Transform | undefined>> = transforms;
