// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Reader } from "./reader.ts";
import { csv } from "./csv.ts";
import { ibug } from "./ibug.ts";
import { imm } from "./imm.ts";
import { pts } from "./pts.ts";

export const readers = {
  csv,
  ibug,
  imm,
  pts,
} as const satisfies Readonly<Record<string, Reader>>;

export const readersByName: Readonly<Record<string, Reader | undefined>> = readers;
