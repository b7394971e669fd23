import { type ReadDeclaration, readDeclaration } from "./declaration.ts";
import type { Chunk } from "./split.ts";

/** Declarations that were read before, by their text: an edit reads the one that it touched. Oldest first. */
const remembered = new Map<string, ReadDeclaration>();
const limit = 512;
/** Longer ones are read anew each time: they would fill memory, and nobody writes them by hand. */
const longest = 50_000;

/** What `readDeclaration` gives, remembered. */
export function readRemembered(chunk: Chunk, text: string): ReadDeclaration {
  if (text.length > longest) return readDeclaration(chunk);
  const key = `${chunk.indent} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) {
    remembered.delete(key);
    remembered.set(key, known);
    return known;
  }
  const read = readDeclaration(chunk);
  remembered.set(key, read);
  if (remembered.size > limit) remembered.delete(remembered.keys().next().value!);
  return read;
}
