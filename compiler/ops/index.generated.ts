// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Op } from "./op.ts";

export const ops = {
} as const satisfies Readonly<Record<string, Op>>;

export const opsByName: Readonly<Record<string, Op | undefined>> = ops;
