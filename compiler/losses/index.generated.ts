// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Loss } from "./loss.ts";
import { gaussian_heatmap } from "./gaussian_heatmap.ts";
import { l1 } from "./l1.ts";
import { mse } from "./mse.ts";
import { smooth_l1 } from "./smooth_l1.ts";
import { wing } from "./wing.ts";

export const losses = {
  gaussian_heatmap,
  l1,
  mse,
  smooth_l1,
  wing,
} as const satisfies Readonly<Record<string, Loss>>;

export const lossesByName: Readonly<Record<string, Loss | undefined>> = losses;
