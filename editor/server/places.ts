import type { Location, Range } from "vscode-languageserver/node.js";
import { absoluteSpan, type Place, type Span } from "../../diagnostics/place.ts";
import type { Project } from "./project.ts";
import type { Workspace } from "./workspace.ts";

/** A stretch of a file, counted from its start, as lines and columns. */
export function rangeOfSpan(project: Project, path: string, { start, end }: Span): Range {
  const document = project.document(path);
  return { start: document.positionAt(start), end: document.positionAt(Math.max(start, end)) };
}

export function rangeOf(project: Project, place: Place): Range {
  return rangeOfSpan(project, place.file, absoluteSpan(place, project.lookup));
}

export function locationOf(workspace: Workspace, project: Project, place: Place): Location {
  return { uri: workspace.uri({ project, path: place.file }), range: rangeOf(project, place) };
}
