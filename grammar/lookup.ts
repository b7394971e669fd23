import type { TextLookup } from "../diagnostics/place.ts";
import type { FileTree } from "./tree.ts";

/** Finds texts and declarations of the files that were read, for whatever turns places into lines and columns. */
export function lookupIn(files: Iterable<{ readonly text: string; readonly tree: FileTree }>): TextLookup {
  const texts = new Map<string, string>();
  const offsets = new Map<string, ReadonlyMap<string, number>>();
  for (const { text, tree } of files) {
    texts.set(tree.file, text);
    offsets.set(tree.file, new Map([["", 0], ...tree.declarations.map(({ key, offset }) => [key, offset] as const)]));
  }
  return {
    text: (file) => texts.get(file),
    offset: (file, declaration) => offsets.get(file)?.get(declaration),
  };
}
