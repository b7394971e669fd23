import {
  LSPErrorCodes,
  type Range,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node.js";
import { vocabulary } from "../../../grammar/tokens.ts";
import { isNameFree } from "../names/free.ts";
import {
  definitionsOf,
  isOwn,
  type Occurrence,
  occurrenceAt,
  occurrencesIn,
  occurrencesOf,
  type PlacedOccurrence,
} from "../names/index.ts";
import { rangeOfSpan } from "../places.ts";
import { type Spot, spanToRange } from "../spot.ts";

/** What would be renamed at a place; nothing where that is a name of the language itself. */
export function prepareRename(spot: Spot): { range: Range; placeholder: string } | undefined {
  const occurrence = renameable(spot);
  return occurrence && { range: spanToRange(spot, occurrence.span), placeholder: occurrence.text };
}

/** Gives a thing another name, in all files that name it. Throws a ResponseError where that can't be. */
export function rename(spot: Spot, newName: string): WorkspaceEdit | undefined {
  const occurrence = renameable(spot);
  if (occurrence === undefined) return undefined;
  const problem = problemWith(spot, occurrence, newName);
  if (problem !== undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, problem);
  const changes: Record<string, TextEdit[]> = {};
  for (const { path, span } of renamed(spot, occurrence)) {
    const uri = spot.workspace.uri({ project: spot.project, path });
    changes[uri] ??= [];
    changes[uri].push({ range: rangeOfSpan(spot.project, path, span), newText: newName });
  }
  return { changes };
}

function renameable({ project, path, offset }: Spot): Occurrence | undefined {
  const occurrence = occurrenceAt(project, path, offset);
  const isKnown = occurrence !== undefined && definitionsOf(project, occurrence.subject).length > 0;
  return isKnown && isOwn(occurrence.subject) ? occurrence : undefined;
}

/** A name that an import gives (`import { A as B }`) is one of that file only; the thing itself keeps its own. */
function renamed({ project, path }: Spot, { subject, text }: Occurrence): PlacedOccurrence[] {
  const isAlias = definitionsOf(project, subject).every((definition) => definition.text !== text);
  const all = isAlias
    ? occurrencesIn(project, path).map((occurrence) => ({ ...occurrence, path }))
    : occurrencesOf(project, subject);
  const own = new Set(occurrencesOf(project, subject).map(({ path, span }) => `${path} ${span.start}`));
  return all.filter((each) => each.text === text && own.has(`${each.path} ${each.span.start}`));
}

/** Words that can't be names. */
const reserved: ReadonlySet<unknown> = new Set(
  vocabulary.filter(({ CATEGORIES }) => CATEGORIES?.some(({ name }) => name === "Word")).map(({ PATTERN }) => PATTERN),
);

function problemWith({ project }: Spot, { subject, text }: Occurrence, newName: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(newName)) return `\`${newName}\` is no name: letters, digits and \`_\` make one`;
  if (reserved.has(newName)) return `\`${newName}\` is a word of the language`;
  if (newName !== text && !isNameFree(project, subject, newName))
    return `there is something named \`${newName}\` already`;
  return undefined;
}
