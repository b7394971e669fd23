import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { FileTree } from "./tree.ts";

/** A tree for any text whatever, and what was wrong with the text. */
export interface ParsedFile {
  readonly tree: FileTree;
  readonly diagnostics: readonly Diagnostic[];
}

/** PLACEHOLDER for the parser: this file belongs to the grammar. */
export declare function parse(file: string, text: string): ParsedFile;
