import type { IToken } from "chevrotain";
import { binary_file } from "../diagnostics/catalogue/binary_file.ts";
import { empty_file } from "../diagnostics/catalogue/empty_file.ts";
import { hash_comment } from "../diagnostics/catalogue/hash_comment.ts";
import { unterminated_comment } from "../diagnostics/catalogue/unterminated_comment.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Place, placeOfFile } from "../diagnostics/place.ts";
import { mostMessages } from "./declaration.ts";
import { docFinder } from "./docs.ts";
import { HashComment, lex, UnterminatedComment } from "./lex.ts";
import { spanOf } from "./positions.ts";
import { readRemembered } from "./remember.ts";
import { type Chunk, split } from "./split.ts";
import type { Declaration, FileTree } from "./tree.ts";
import { readVersion } from "./version.ts";

/** A tree for any text whatever, and what was wrong with the text. */
export interface ParsedFile {
  readonly tree: FileTree;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a .kpnet file. Never throws and never gives up: what can't be read is reported, and all the rest is in the tree. */
export function parse(file: string, text: string): ParsedFile {
  if (isBinary(text)) return refused(file, undefined, binary_file.at(placeOfFile(file), {}));
  const { tokens, comments } = lex(text);
  const version = readVersion(file, tokens);
  if (version.refusal !== undefined) return refused(file, version.value, version.refusal);
  const diagnostics: Diagnostic[] = [...version.diagnostics];
  diagnostics.push(...faultyComments(file, comments));
  const chunks = split(version.rest);
  if (chunks.length === 0 && diagnostics.length === 0) diagnostics.push(empty_file.at(placeOfFile(file), {}));

  const docOf = docFinder(comments);
  const keys = new UniqueKeys();
  const declarations = chunks.map((chunk, index) => {
    const above = chunks[index - 1]?.tokens.at(-1)?.endLine ?? 0;
    return declare(file, text, chunk, docOf(chunk.tokens[0]!, above), keys, diagnostics);
  });
  return { tree: { file, version: version.value, declarations }, diagnostics };
}

function declare(
  file: string,
  text: string,
  chunk: Chunk,
  doc: string,
  keys: UniqueKeys,
  diagnostics: Diagnostic[],
): Declaration {
  const offset = chunk.tokens[0]!.startOffset;
  const end = chunk.tokens.at(-1)!.endOffset! + 1;
  const read = readRemembered(chunk, text.slice(offset, end));
  const key = keys.unique(read.key);
  diagnostics.push(...read.diagnostics.map((diagnostic) => placed(diagnostic, file, key)));
  const span = { start: 0, end: end - offset };
  return { ...read.declaration, key, offset, doc, span, damaged: read.diagnostics.length > 0 };
}

/** Comments that never end, and those that begin as in other languages. */
function faultyComments(file: string, comments: readonly IToken[]): Diagnostic[] {
  const found = comments.flatMap((comment) => {
    const { start, end } = spanOf(comment, 0);
    const place = { ...placeOfFile(file), span: { start, end } };
    if (comment.tokenType === UnterminatedComment) return [unterminated_comment.at(place, {})];
    if (comment.tokenType !== HashComment) return [];
    const sign = { ...place, span: { start, end: start + (/^#+/.exec(comment.image)?.[0].length ?? 1) } };
    return [hash_comment.at(sign, {}, { edit: { title: "write //", place: sign, text: "//" } })];
  });
  return found.slice(0, mostMessages);
}

function refused(file: string, version: number | undefined, diagnostic: Diagnostic): ParsedFile {
  return { tree: { file, version, declarations: [] }, diagnostics: [diagnostic] };
}

/** Tells a picture or an archive from text: a null, or control characters and undecodable bytes in number. */
function isBinary(text: string): boolean {
  if (text.includes("\0")) return true;
  const start = text.slice(0, 4096);
  let odd = 0;
  for (let index = 0; index < start.length; index += 1) {
    const code = start.charCodeAt(index);
    if (code < 9 || (code > 13 && code < 32) || code === 0xfffd) odd += 1;
  }
  return odd > 8 && odd * 20 > start.length;
}

/** A second `model NoseNet` is `model NoseNet#2`. */
class UniqueKeys {
  private readonly seen = new Map<string, number>();

  unique(key: string): string {
    const count = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, count);
    return count === 1 ? key : `${key}#${count}`;
  }
}

/** Gives a diagnostic, whose places know neither, its file and its declaration. */
function placed(diagnostic: Diagnostic, file: string, declaration: string): Diagnostic {
  const move = (place: Place): Place => ({ ...place, file, declaration });
  return {
    ...diagnostic,
    place: move(diagnostic.place),
    related: diagnostic.related.map((remark) => ({ ...remark, place: move(remark.place) })),
    ...(diagnostic.edit === undefined ? {} : { edit: { ...diagnostic.edit, place: move(diagnostic.edit.place) } }),
  };
}
