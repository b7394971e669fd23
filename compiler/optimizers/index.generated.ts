// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Optimizer } from "./optimizer.ts";

export const optimizers = {
} as const satisfies Readonly<Record<string, Optimizer>>;

export const optimizersByName: Readonly<Record<string, Optimizer | undefined>> = optimizers;
