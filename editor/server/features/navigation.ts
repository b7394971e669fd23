import { type DocumentHighlight, DocumentHighlightKind, type Location } from "vscode-languageserver/node.js";
import {
  definitionsOf,
  occurrenceAt,
  occurrencesIn,
  occurrencesOf,
  type PlacedOccurrence,
  subjectKey,
} from "../names/index.ts";
import { rangeOfSpan } from "../places.ts";
import type { FileSpot, Spot } from "../spot.ts";
import { linkAt } from "./links.ts";
import { typeAt } from "./type-definition.ts";

/** Where the name at a place is given; of a path in an import, the file. */
export function definition(spot: Spot): Location[] {
  const occurrence = occurrenceAt(spot.project, spot.path, spot.offset);
  if (occurrence !== undefined)
    return definitionsOf(spot.project, occurrence.subject).map((each) => located(spot, each));
  const link = linkAt(spot, spot.offset);
  const start = { line: 0, character: 0 };
  return link?.target === undefined ? [] : [{ uri: link.target, range: { start, end: start } }];
}

/** The block that a step calls, the scheme behind a data set: what the thing at a place is made of. */
export function typeDefinition(spot: Spot): Location[] {
  const subject = typeAt(spot);
  return subject === undefined ? [] : definitionsOf(spot.project, subject).map((each) => located(spot, each));
}

export function references(spot: Spot, includeDeclaration: boolean): Location[] {
  const { project, path, offset } = spot;
  const occurrence = occurrenceAt(project, path, offset);
  const found = occurrence === undefined ? [] : occurrencesOf(project, occurrence.subject);
  return found.filter(({ isDefinition }) => includeDeclaration || !isDefinition).map((each) => located(spot, each));
}

/** The same name elsewhere in the file. */
export function highlights({ project, path, offset }: Spot): DocumentHighlight[] {
  const occurrence = occurrenceAt(project, path, offset);
  if (occurrence === undefined) return [];
  const key = subjectKey(occurrence.subject);
  const same = occurrencesIn(project, path).filter(({ subject }) => subjectKey(subject) === key);
  return same.map(({ span, isDefinition }) => ({
    range: rangeOfSpan(project, path, span),
    kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

function located({ workspace, project }: FileSpot, { path, span }: PlacedOccurrence): Location {
  return { uri: workspace.uri({ project, path }), range: rangeOfSpan(project, path, span) };
}
