import {
  type CodeAction,
  CodeActionKind,
  type Range,
  type Diagnostic as Shown,
  type TextEdit,
} from "vscode-languageserver/node.js";
import type { Diagnostic, Edit } from "../../../../diagnostics/diagnostic.ts";
import { findingsIn } from "../../checking.ts";
import { rangeOf } from "../../places.ts";
import type { FileSpot } from "../../spot.ts";
import { silencing } from "./silence.ts";

/** What mends, or silences, the diagnostics in a part of a file. `told` are those that the editor shows there. */
export function codeActions(spot: FileSpot, range: Range, told: readonly Shown[]): CodeAction[] {
  const found = findingsIn(spot.project).get(spot.path) ?? [];
  const here = found.filter(({ place }) => overlap(rangeOf(spot.project, place), range));
  return here.flatMap((diagnostic) => actionsFor(spot, diagnostic, told));
}

function actionsFor(spot: FileSpot, diagnostic: Diagnostic, told: readonly Shown[]): CodeAction[] {
  const shown = told.filter(({ code, range }) => {
    return code === diagnostic.name && isSame(range, rangeOf(spot.project, diagnostic.place));
  });
  const action = (edit: Edit, isPreferred: boolean): CodeAction => ({
    title: edit.title,
    kind: CodeActionKind.QuickFix,
    isPreferred,
    ...(shown.length === 0 ? {} : { diagnostics: shown }),
    edit: { changes: changesOf(spot, edit) },
  });
  const silence = silencing(spot.project, diagnostic);
  return [
    ...(diagnostic.edit === undefined ? [] : [action(diagnostic.edit, true)]),
    ...(silence === undefined ? [] : [action(silence, false)]),
  ];
}

function changesOf({ workspace, project }: FileSpot, { place, text }: Edit): Record<string, TextEdit[]> {
  const uri = workspace.uri({ project, path: place.file });
  return { [uri]: [{ range: rangeOf(project, place), newText: text }] };
}

function overlap(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function isSame(a: Range, b: Range): boolean {
  return (
    !isBefore(a.start, b.start) && !isBefore(b.start, a.start) && !isBefore(a.end, b.end) && !isBefore(b.end, a.end)
  );
}
