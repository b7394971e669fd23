import { nearest } from "../diagnostics/nearest.ts";
import { CommandError, exit } from "./exit.ts";
import type { LoadedSpec } from "./spec.ts";

/** The one that a fragment names, or the only one there is; `kind` is for the sentence when that fails. */
export function chooseFrom<T>(kind: string, known: ReadonlyMap<string, T>, spec: LoadedSpec): T {
  const names = [...known.keys()];
  if (spec.fragment === undefined) {
    if (names.length === 1) return known.get(names[0]!)!;
    if (names.length === 0) throw new CommandError(exit.usage, `${spec.path} has no ${kind}`);
    const choices = names.map((name) => `${spec.path}#${name}`).join(", ");
    throw new CommandError(exit.usage, `${spec.path} has several ${kind}s; say which: ${choices}`);
  }
  const found = known.get(spec.fragment);
  if (found !== undefined) return found;
  const near = nearest(spec.fragment, names);
  const hint =
    near === undefined ? (names.length > 0 ? `; it has ${names.join(", ")}` : "") : `; did you mean ${near}?`;
  throw new CommandError(exit.usage, `${spec.path} has no ${kind} named ${spec.fragment}${hint}`);
}
