import type { TextEdit } from "vscode-languageserver/node.js";
import { format } from "../../../grammar/format/index.ts";
import { sameMeaning } from "../../../grammar/format/same-meaning.ts";
import { type FileSpot, spanToRange } from "../spot.ts";

/** The edit that brings a file into the style; none where it has syntax errors, or is in the style already. */
export function formatting(spot: FileSpot): TextEdit[] {
  const { project, path } = spot;
  const source = project.document(path).getText();
  if (project.fresh().parsed(path).diagnostics.length > 0) return [];
  const text = format(source);
  if (text === source) return [];
  if (!sameMeaning(source, text)) throw new Error(`${path}: formatting would have changed what it means`);
  return [changeBetween(spot, source, text)];
}

/** One edit of the stretch in which two texts differ, so that the cursor stays where it is in all that doesn't change. */
function changeBetween(spot: FileSpot, before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const range = spanToRange(spot, { start, end: before.length - same });
  return { range, newText: after.slice(start, after.length - same) };
}
