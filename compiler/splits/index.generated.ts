// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Split } from "./split.ts";
import { by_person } from "./by_person.ts";

export const splits = {
  by_person,
} as const satisfies Readonly<Record<string, Split>>;

export const splitsByName: Readonly<Record<string, Split | undefined>> = splits;
