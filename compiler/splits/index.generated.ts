// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Split } from "./split.ts";
import { by_file } from "./by_file.ts";
import { by_person } from "./by_person.ts";
import { random } from "./random.ts";

export const splits = {
  by_file,
  by_person,
  random,
} as const satisfies Readonly<Record<string, Split>>;

export const splitsByName: Readonly<Record<string, Split | undefined>> = splits;
