// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Primitive } from "./primitive.ts";

export const primitives = {
} as const;

export const primitivesByName = primitives as unknown as Readonly<Record<string, Primitive | undefined>>;
