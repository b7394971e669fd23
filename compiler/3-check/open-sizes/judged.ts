import type { SizeCheck, Sizes } from "./size-checks.ts";

/** A check, with sizes of its letters that it admits; undefined where none were found. */
export interface Judged {
  readonly check: SizeCheck;
  readonly base: Sizes | undefined;
}

/** Whether all checks admit sizes; letters that have none here have one that suits the check. */
export function admitsAll(judged: readonly Judged[], sizes: Sizes): boolean {
  return judged.every(({ check, base }) => base !== undefined && check.admits({ ...base, ...sizes }));
}
