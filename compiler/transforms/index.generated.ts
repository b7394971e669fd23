// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Transform } from "./transform.ts";

export const transforms = {
} as const satisfies Readonly<Record<string, Transform>>;

export const transformsByName: Readonly<Record<string, Transform | undefined>> = transforms;
