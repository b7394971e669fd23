import type { DocumentLink } from "vscode-languageserver/node.js";
import { importedPath } from "../../../compiler/index.ts";
import type { FileSpot } from "../spot.ts";
import { spanToRange } from "../spot.ts";

/** The files that a file imports, each at the text that names it. */
export function links(spot: FileSpot): DocumentLink[] {
  return imported(spot).map(({ span, target }) => ({ range: spanToRange(spot, span), target }));
}

/** The imported file that is named at a place. */
export function linkAt(spot: FileSpot, offset: number): { readonly target: string } | undefined {
  return imported(spot).find(({ span }) => span.start <= offset && offset <= span.end);
}

function imported({ workspace, project, path: file }: FileSpot) {
  return project.tree(file).declarations.flatMap((declaration) => {
    if (declaration.kind !== "import" || declaration.from === undefined) return [];
    const path = importedPath(file, declaration.from.text);
    if (path === undefined || project.fresh().text(path) === undefined) return [];
    const { start, end } = declaration.from.span;
    const span = { start: start + declaration.offset, end: end + declaration.offset };
    return [{ span, target: workspace.uri({ project, path }) }];
  });
}
