// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { DiagnosticKind } from "../define.ts";

export const catalogue = {
} as const;

export const catalogueByName = catalogue as unknown as Readonly<Record<string, DiagnosticKind<never> | undefined>>;
