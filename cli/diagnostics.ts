import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Place, TextLookup } from "../diagnostics/place.ts";
import { type JsonDiagnostic, renderDiagnostics, toJson } from "../diagnostics/render.ts";
import { CommandError } from "./exit.ts";
import { isColoured, say } from "./output.ts";
import { shown } from "./paths.ts";

/** Diagnostics, and the texts that their places point into. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly lookup: TextLookup;
}

/** Shows a report on stderr; an empty one is nothing to speak of. */
export function show({ diagnostics, lookup }: Report): void {
  if (diagnostics.length > 0) say(renderDiagnostics(diagnostics, lookup, { colour: isColoured() }));
}

/** A report as `--json` has it. */
export function reportJson({ diagnostics, lookup }: Report): JsonDiagnostic[] {
  return diagnostics.map((diagnostic) => toJson(diagnostic, lookup));
}

/** Shows a report, and gives the error that ends the command because of it. */
export function refusal(report: Report, code: number, sentence: string): CommandError {
  show(report);
  return new CommandError(code, sentence, { diagnostics: reportJson(report) });
}

/** The same report with its places moved; `lookup` has the texts that they then point into. */
export function moved(diagnostics: readonly Diagnostic[], move: (place: Place) => Place, lookup: TextLookup): Report {
  const movedDiagnostics = diagnostics.map((diagnostic) => ({
    ...diagnostic,
    place: move(diagnostic.place),
    related: diagnostic.related.map((remark) => ({ ...remark, place: move(remark.place) })),
    ...(diagnostic.edit === undefined ? {} : { edit: { ...diagnostic.edit, place: move(diagnostic.edit.place) } }),
  }));
  return { diagnostics: movedDiagnostics, lookup };
}

/** The same report with its files, whose paths count from the folder `base`, named from where the person stands. */
export function fromHere({ diagnostics, lookup }: Report, base: string): Report {
  const original = new Map<string, string>();
  function rename(place: Place): Place {
    if (lookup.text(place.file) === undefined) return place;
    const file = shown(join(base, place.file));
    original.set(file, place.file);
    return { ...place, file };
  }
  return moved(diagnostics, rename, {
    text: (file) => lookup.text(original.get(file) ?? file),
    offset: (file, declaration) => lookup.offset(original.get(file) ?? file, declaration),
  });
}
