// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Reader } from "./reader.ts";
import { imm } from "./imm.ts";

export const readers = {
  imm,
} as const satisfies Readonly<Record<string, Reader>>;

export const readersByName: Readonly<Record<string, Reader | undefined>> = readers;
