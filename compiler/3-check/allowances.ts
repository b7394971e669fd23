import { allow_of_error } from "../../diagnostics/catalogue/allow_of_error.ts";
import { allow_without_effect } from "../../diagnostics/catalogue/allow_without_effect.ts";
import { catalogueByName } from "../../diagnostics/catalogue/index.generated.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type Place, placeKey } from "../../diagnostics/place.ts";
import type { Allowance, Origin } from "../ir/graph.ts";
import type { Finding } from "./finding.ts";

/** The findings that no `@allow` on their step, or around it, silences. Errors can't be silenced. */
export function notAllowed(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ diagnostic, origin }) => {
    return diagnostic.severity === "error" || !origin.allowed.some((allowance) => allowance.name === diagnostic.name);
  });
}

/** An `@allow`, and whether it silences something. */
export interface JudgedAllowance {
  readonly allowance: Allowance;
  readonly used: boolean;
}

/**
 * What is wrong with the `@allow`s of one declaration: names of errors, and ones that silence nothing. Those that stand in
 * another declaration (a block, a variant's base) are judged with that one, since what they silence may lie elsewhere. What an
 * `@allow` would silence is not known where there are errors, or where not all was looked at (`isWhole`).
 */
export function checkAllowances(
  declaration: Place,
  origins: readonly Origin[],
  findings: readonly Finding[],
  isWhole = true,
): readonly Diagnostic[] {
  const own = judge(origins, findings).filter(({ allowance }) => isIn(declaration, allowance));
  const isKnown = isWhole && !findings.some(({ diagnostic }) => diagnostic.severity === "error");
  return own.flatMap(({ allowance, used }) => problemOf(allowance, used || !isKnown) ?? []);
}

/** The `@allow`s that stand in other declarations than the one that was checked. */
export function allowancesElsewhere(
  declaration: Place,
  origins: readonly Origin[],
  findings: readonly Finding[],
): readonly JudgedAllowance[] {
  return judge(origins, findings).filter(({ allowance }) => !isIn(declaration, allowance));
}

/**
 * What is wrong with the `@allow`s of a block, of which each model that calls it has judged those that it met. One of a block
 * that is imported may silence something in another spec; only what can't be allowed at all is told of it.
 */
export function checkBlockAllowances(
  block: Place,
  judged: readonly JudgedAllowance[],
  { imported }: { readonly imported: boolean },
): readonly Diagnostic[] {
  const own = judged.filter(({ allowance }) => isIn(block, allowance));
  const used = new Set(own.filter((each) => each.used).map(({ allowance }) => keyOf(allowance)));
  const distinct = new Map(own.map(({ allowance }) => [keyOf(allowance), allowance]));
  return [...distinct].flatMap(([key, allowance]) => problemOf(allowance, imported || used.has(key)) ?? []);
}

/** Declarations of two files may have one name. */
function isIn({ file, declaration }: Place, { place }: Allowance): boolean {
  return place.file === file && place.declaration === declaration;
}

function judge(origins: readonly Origin[], findings: readonly Finding[]): readonly JudgedAllowance[] {
  const written = new Map<string, Allowance>();
  for (const allowance of origins.flatMap((origin) => origin.allowed)) written.set(keyOf(allowance), allowance);
  const used = new Set(
    findings.flatMap(({ diagnostic, origin }) => {
      return origin.allowed.filter((allowance) => allowance.name === diagnostic.name).map(keyOf);
    }),
  );
  return [...written].map(([key, allowance]) => ({ allowance, used: used.has(key) }));
}

function problemOf({ name, place }: Allowance, used: boolean): Diagnostic | undefined {
  if (catalogueByName[name]?.severity === "error") return allow_of_error.at(place, { name });
  return used ? undefined : allow_without_effect.at(place, { name });
}

function keyOf({ name, place }: Allowance): string {
  return `${name} ${placeKey(place)}`;
}
