// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Optimizer } from "./optimizer.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

export const optimizers = {
  adam,
  adamw,
  rmsprop,
  sgd,
} as const satisfies Readonly<Record<string, Optimizer>>;

export const optimizersByName: Readonly<Record<string, Optimizer | undefined>> = optimizers;
