import { lettersOf, type SizeCheck } from "./size-checks.ts";

/** Letters parted into groups: those that meet on one axis of a check, directly or through others, are in one. */
export function letterGroups(checks: readonly SizeCheck[]): readonly (readonly string[])[] {
  const groups = new Map<string, readonly string[]>();
  for (const axis of checks.flatMap(({ axes }) => axes)) {
    const joined = [...new Set(lettersOf(axis).flatMap((letter) => groups.get(letter) ?? [letter]))];
    for (const letter of joined) groups.set(letter, joined);
  }
  return [...new Set(groups.values())];
}
