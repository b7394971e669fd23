import { nearest } from "../diagnostics/nearest.ts";
import { CommandError, exit } from "./exit.ts";
import type { LoadedSpec } from "./spec.ts";

/** The one that a fragment names, or the only one there is; `kind` is for the sentence when that fails. */
export function chooseFrom<T>(kind: string, known: ReadonlyMap<string, T>, spec: LoadedSpec): T {
  const names = [...known.keys()];
  if (spec.fragment !== undefined) return named(kind, known, spec.fragment, spec);
  if (names.length === 1) return known.get(names[0]!)!;
  if (names.length === 0) throw new CommandError(exit.usage, `${spec.shown} has no ${kind}`);
  const choices = names.map((name) => `${spec.shown}#${name}`).join(", ");
  throw new CommandError(exit.usage, `${spec.shown} has several ${kind}s; say which: ${choices}`);
}

/** The one of that name. Ends, with the nearest name, where there is none. */
export function named<T>(
  kind: string,
  known: ReadonlyMap<string, T>,
  name: string,
  spec: Pick<LoadedSpec, "shown">,
): T {
  const found = known.get(name);
  if (found !== undefined) return found;
  const names = [...known.keys()];
  const near = nearest(name, names);
  const all = names.length === 0 ? "" : `; it has ${names.join(", ")}`;
  const hint = near === undefined ? all : `; did you mean ${near}?`;
  throw new CommandError(exit.usage, `${spec.shown} has no ${kind} named ${name}${hint}`);
}
