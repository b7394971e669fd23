import type { Range } from "vscode-languageserver/node.js";
import type { Span } from "../../diagnostics/place.ts";
import { rangeOfSpan } from "./places.ts";
import type { ProjectFile, Workspace } from "./workspace.ts";

/** A file that a request is about. */
export interface FileSpot extends ProjectFile {
  readonly workspace: Workspace;
}

/** A place in a file that a request is about, as an offset from the file's start. */
export interface Spot extends FileSpot {
  readonly offset: number;
}

export function spanToRange({ project, path }: ProjectFile, span: Span): Range {
  return rangeOfSpan(project, path, span);
}
