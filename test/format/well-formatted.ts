import { expect } from "vitest";
import { format } from "../../grammar/format/index.ts";
import { sameMeaning } from "../../grammar/format/same-meaning.ts";
import { parse } from "../../grammar/parse.ts";
import { scrambled } from "./scramble.ts";

/** True for a text without syntax errors. */
export function isSound(text: string): boolean {
  return parse("spec.kpnet", text).diagnostics.length === 0;
}

/** So many texts of one that have other blanks and more comments, without those that are no specs any more. */
export function scrambles(text: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, seed) => scrambled(text, seed)).filter(isSound);
}

/** Each means the same once it is formatted, keeps its comments, and stays as it is from then on. */
export function expectWellFormatted(texts: readonly string[]): void {
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.flatMap((text) => complaint(text) ?? []).slice(0, 1)).toEqual([]);
}

function complaint(text: string): string | undefined {
  const once = format(text);
  if (!sameMeaning(text, once)) return `means something else:\n${text}\n--- formatted:\n${once}`;
  const twice = format(once);
  return twice === once ? undefined : `is formatted otherwise the second time:\n${once}\n--- again:\n${twice}`;
}
