import type { IToken } from "chevrotain";
import { type Entry, layOut } from "../layout.ts";
import { lex } from "../lex.ts";
import { split } from "../split.ts";
import * as t from "../tokens.ts";
import { Printer } from "./printer.ts";

/**
 * A .kpnet text in one style. Every comment stays, and so do single blank lines and the places where a bracket or a record goes
 * over several lines; spaces, indentation, separators and columns are ours. The text must have no syntax errors. What
 * was formatted comes out as it went in, and reads as the same tree (`sameMeaning` tells).
 */
export function format(source: string): string {
  const text = source.replaceAll("\r\n", "\n");
  const { tokens, comments } = lex(text);
  const printer = new Printer(text, comments);
  const version = versionIn(tokens);
  if (version.length > 0) printer.declaration(plainEntry(version), false);
  let above: readonly IToken[] = version;
  for (const chunk of split(tokens.slice(version.length))) {
    const [entry] = layOut(chunk.tokens, chunk.tokens[0]!.startOffset, chunk.indent).entries;
    printer.declaration(entry!, !mayTouch(above, chunk.tokens));
    above = chunk.tokens;
  }
  return printer.finish();
}

/** `kpnet 1` at the beginning of a file. */
function versionIn(tokens: readonly IToken[]): readonly IToken[] {
  return tokens[0]?.tokenType === t.Kpnet ? tokens.slice(0, 2) : [];
}

function plainEntry(tokens: readonly IToken[]): Entry {
  return { tokens: [...tokens], indent: 0, column: 0, problem: undefined };
}

/** Imports may stand right below each other, and so may constants. */
function mayTouch(above: readonly IToken[], below: readonly IToken[]): boolean {
  const kind = below[0]?.tokenType;
  return above[0]?.tokenType === kind && (kind === t.Import || kind === t.Const);
}
