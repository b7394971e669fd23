import type { CodeLens } from "vscode-languageserver/node.js";
import { lensCommands } from "../../protocol.ts";
import { kindOf } from "../names/lineage.ts";
import { type FileSpot, spanToRange } from "../spot.ts";

/** What a lens says, by the kind of declaration that it stands over. */
const lenses = {
  experiment: { train: lensCommands.train, report: lensCommands.report },
  model: { summary: lensCommands.summary, drawing: lensCommands.draw },
} as const;

/** What can be done with the models and experiments of a file, above each. */
export function codeLenses(spot: FileSpot): CodeLens[] {
  const uri = spot.workspace.uri(spot);
  return spot.project.tree(spot.path).declarations.flatMap((declaration) => {
    const kind = kindOf(declaration);
    const { name, offset } = declaration;
    if ((kind !== "model" && kind !== "experiment") || name === undefined) return [];
    const range = spanToRange(spot, { start: name.span.start + offset, end: name.span.end + offset });
    return Object.entries(lenses[kind]).map(([title, command]) => ({
      range,
      command: { title, command, arguments: [uri, name.text] },
    }));
  });
}
