// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Init } from "./init.ts";
import { weights } from "./weights.ts";

export const inits = {
  weights,
} as const satisfies Readonly<Record<string, Init>>;

export const initsByName: Readonly<Record<string, Init | undefined>> = inits;
