import { readFileSync, realpathSync, statSync } from "node:fs";
import { format } from "../grammar/format/index.ts";
import { sameMeaning } from "../grammar/format/same-meaning.ts";
import { parse } from "../grammar/parse.ts";
import type { Report } from "./diagnostics.ts";
import { CommandError, exit } from "./exit.ts";
import { specsBelow } from "./specs-below.ts";

/** A spec's text as it is and as it should be, or why it can't be formatted. */
export interface FormattedSpec {
  readonly file: string;
  readonly source: string;
  /** The same as `source` where that has syntax errors. */
  readonly text: string;
  /** What is wrong with its syntax; empty where nothing is. */
  readonly report: Report;
}

/** Formats a text; one with syntax errors stays as it is. `file` is what messages call it. */
export function formatSpec(file: string, source: string): FormattedSpec {
  const { tree, diagnostics } = parse(file, source);
  const offsetOf = (key: string) => tree.declarations.find((declaration) => declaration.key === key)?.offset;
  const lookup = { text: () => source, offset: (_: string, key: string) => (key === "" ? 0 : offsetOf(key)) };
  const report = { diagnostics, lookup };
  if (diagnostics.length > 0) return { file, source, text: source, report };
  const text = format(source);
  if (!sameMeaning(source, text))
    throw new Error(`${file}: formatting would have changed what it means; it was left alone`);
  return { file, source, text, report };
}

/** The file itself, where a path is a link: that is what is written. */
export function writtenPath({ file }: FormattedSpec): string {
  return realpathSync(file);
}

/** The .kpnet files that paths name: files as given, of folders all that lie in them, but for hidden ones and installed packages. */
export function specFiles(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => (statsOf(path).isDirectory() ? specsBelow(path) : [path]));
  if (found.length === 0) throw new CommandError(exit.usage, `there are no .kpnet files in ${paths.join(", ")}`);
  return [...new Set(found)];
}

function statsOf(path: string) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new CommandError(exit.usage, `${path}: there is no such file or folder`);
  if (!stats.isDirectory() && !stats.isFile())
    throw new CommandError(exit.usage, `${path} is no plain file, and so no spec`);
  return stats;
}

export function readText(path: string | 0): string {
  return readFileSync(path, "utf8");
}
