// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Split } from "./split.ts";

export const splits = {
} as const satisfies Readonly<Record<string, Split>>;

export const splitsByName: Readonly<Record<string, Split | undefined>> = splits;
