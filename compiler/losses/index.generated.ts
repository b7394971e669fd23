// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Loss } from "./loss.ts";

export const losses = {
} as const satisfies Readonly<Record<string, Loss>>;

export const lossesByName: Readonly<Record<string, Loss | undefined>> = losses;
