import { allow_of_error } from "../../diagnostics/catalogue/allow_of_error.ts";
import { allow_without_effect } from "../../diagnostics/catalogue/allow_without_effect.ts";
import { catalogueByName } from "../../diagnostics/catalogue/index.generated.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { placeKey } from "../../diagnostics/place.ts";
import type { Allowance, Origin } from "../ir/graph.ts";
import type { Finding } from "./finding.ts";

/** The findings that no `@allow` on their step, or around it, silences. Errors can't be silenced. */
export function notAllowed(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ diagnostic, origin }) => {
    return diagnostic.severity === "error" || !origin.allowed.some((allowance) => allowance.name === diagnostic.name);
  });
}

/**
 * What is wrong with the `@allow`s of one declaration: names of errors, and ones that silence nothing. Those that stand in another declaration (a block, a variant's base) are judged with that one, since what they
 * silence may lie elsewhere.
 */
export function checkAllowances(
  declaration: string,
  origins: readonly Origin[],
  findings: readonly Finding[],
): readonly Diagnostic[] {
  const written = new Map<string, Allowance>();
  for (const allowance of origins.flatMap((origin) => origin.allowed)) {
    if (allowance.place.declaration === declaration) written.set(keyOf(allowance), allowance);
  }
  const used = new Set(
    findings.flatMap(({ diagnostic, origin }) => {
      return origin.allowed.filter((allowance) => allowance.name === diagnostic.name).map(keyOf);
    }),
  );
  return [...written.values()].flatMap((allowance) => problemOf(allowance, used.has(keyOf(allowance))) ?? []);
}

function problemOf({ name, place }: Allowance, used: boolean): Diagnostic | undefined {
  if (catalogueByName[name]?.severity === "error") return allow_of_error.at(place, { name });
  return used ? undefined : allow_without_effect.at(place, { name });
}

function keyOf({ name, place }: Allowance): string {
  return `${name} ${placeKey(place)}`;
}
