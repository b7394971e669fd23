import { type Paint, paint, plain } from "./colour.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { marginOf, renderFrame, renderLine } from "./frame.ts";
import type { TextLookup } from "./place.ts";
import { type Position, positionOf } from "./position.ts";

/** Diagnostics for people: each with the text that it is about, then how many there are. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  lookup: TextLookup,
  { colour }: { readonly colour: boolean },
): string {
  const inked = colour ? paint : plain;
  const all = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, lookup, inked));
  return [...all, `${countOf(diagnostics)}\n`].join("\n\n");
}

function renderDiagnostic(
  { severity, name, message, place, related, help }: Diagnostic,
  lookup: TextLookup,
  inked: Paint,
): string {
  const margin = marginOf(place, lookup);
  const remarks = [
    ...related.map((remark) => `${remark.message}\n${margin}   ${renderLine(place, remark.place, lookup, inked)}`),
    ...(help === undefined ? [] : [`${inked("help", "help")}: ${help}`]),
  ];
  return [
    `${inked(severity, `${severity}[${name}]`)}${inked("strong", `: ${message}`)}`,
    renderFrame(place, lookup, severity, inked),
    ...remarks.map((remark) => `${margin} ${inked("frame", "=")} ${remark}`),
  ].join("\n");
}

/** `2 errors, 1 note`. */
function countOf(diagnostics: readonly Diagnostic[]): string {
  const severities: readonly Severity[] = ["error", "warning", "note"];
  const counts = severities.map((severity) => ({
    severity,
    count: diagnostics.filter((diagnostic) => diagnostic.severity === severity).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 ? "" : "s"}`)
    .join(", ");
}

/** A place of a diagnostic in JSON, with what there is to say about it. */
export interface JsonRemark extends Position {
  readonly message: string;
}

/** A diagnostic as `--json` gives it: places as lines and columns. */
export interface JsonDiagnostic extends JsonRemark {
  readonly name: string;
  readonly severity: Severity;
  readonly help?: string;
  readonly related: readonly JsonRemark[];
  /** A change that answers it: the text between the positions becomes `text`. */
  readonly edit?: Position & { readonly title: string; readonly text: string };
}

export function toJson(diagnostic: Diagnostic, lookup: TextLookup): JsonDiagnostic {
  const { name, severity, message, place, related, help, edit } = diagnostic;
  return {
    name,
    severity,
    message,
    ...positionOf(place, lookup),
    ...(help === undefined ? {} : { help }),
    related: related.map((remark) => ({ message: remark.message, ...positionOf(remark.place, lookup) })),
    ...(edit === undefined ? {} : { edit: { title: edit.title, text: edit.text, ...positionOf(edit.place, lookup) } }),
  };
}
