import { type IToken, tokenMatcher } from "chevrotain";
import { isCloser, isOpener } from "./brackets.ts";
import { tooDeep } from "./limits.ts";
import * as t from "./tokens.ts";

/** The tokens of one declaration, or of text that stands between two. */
export interface Chunk {
  readonly tokens: readonly IToken[];
  /** Indentation of the line on which it begins. */
  readonly indent: number;
  /** The first token that is nested too deep to be read. */
  readonly tooDeep?: IToken;
}

/**
 * Splits a file into declarations, before any is parsed: so damage in one can't reach another. A declaration keyword
 * begins one at the start of a line without indentation, and, wherever it stands, when a name and the punctuation of a
 * header follow. A property such as `model: NoseNet` is therefore never taken for one.
 */
export function split(tokens: readonly IToken[]): Chunk[] {
  if (tooDeep(tokens) === undefined) return regions(tokens).flatMap(splitRegion);
  const parts = regions(tokens).map((region) => ({ region, deep: tooDeep(region) }));
  // Thousands of declarations that are never closed are no mistake in any one of them.
  if (parts.every(({ deep }) => deep === undefined)) return [{ tokens, indent: 0, tooDeep: tooDeep(tokens)! }];
  return parts.flatMap(({ region, deep }) =>
    deep === undefined ? splitRegion(region) : [{ tokens: region, indent: 0, tooDeep: deep }],
  );
}

/** Stretches that begin with a keyword at the margin; what stands above the first is one of its own. */
function regions(tokens: readonly IToken[]): IToken[][] {
  const found: IToken[][] = [];
  let start = 0;
  for (let index = 1; index <= tokens.length; index += 1) {
    if (index < tokens.length && !beginsAtMargin(tokens, index)) continue;
    if (index > start) found.push(tokens.slice(start, index));
    start = index;
  }
  return found;
}

/** A keyword at the very start of a line that no `:` or `=` follows. */
function beginsAtMargin(tokens: readonly IToken[], index: number): boolean {
  const token = tokens[index]!;
  if (token.startColumn !== 1 || !t.declarationWords.has(token.tokenType)) return false;
  const next = tokens[index + 1]?.tokenType;
  return next !== t.Colon && next !== t.Assign;
}

function splitRegion(tokens: readonly IToken[]): Chunk[] {
  const chunks: Chunk[] = [];
  let lineIndent = tokens[0]!.startColumn! - 1;
  let cursor = new Cursor(tokens, 0, lineIndent);
  for (const [index, token] of tokens.entries()) {
    const startsLine = index === 0 || token.startLine! > tokens[index - 1]!.endLine!;
    if (startsLine) lineIndent = token.startColumn! - 1;
    if (index > 0 && (beginsHeader(tokens, index) || cursor.isOver(token, startsLine, lineIndent))) {
      chunks.push(cursor.chunk(index));
      cursor = new Cursor(tokens, index, lineIndent);
    }
    cursor.take(token, startsLine, lineIndent);
  }
  chunks.push(cursor.chunk(tokens.length));
  return chunks;
}

/** `model NoseNet {`, `examples X from`, `import {`: a header without doubt. */
function beginsHeader(tokens: readonly IToken[], index: number): boolean {
  const token = tokens[index]!;
  if (!t.declarationWords.has(token.tokenType)) return false;
  const name = tokens[index + 1];
  if (name === undefined || name.startLine !== token.endLine) return false;
  if (token.tokenType === t.Import) return name.tokenType === t.OpenBrace;
  const then = tokens[index + 2]?.tokenType;
  return (
    tokenMatcher(name, t.Name) && (then === t.OpenBrace || then === t.OpenParen || then === t.Assign || then === t.From)
  );
}

/** Follows one declaration, to see where it ends. */
class Cursor {
  private readonly tokens: readonly IToken[];
  private readonly start: number;
  private readonly indent: number;
  private readonly isDeclaration: boolean;
  private readonly hasBody: boolean;
  private readonly open: IToken[] = [];
  /** True behind the brace that opens its body. */
  private opened = false;
  /** True behind the brace that closes its body. */
  private closed = false;

  constructor(tokens: readonly IToken[], start: number, indent: number) {
    const type = tokens[start]!.tokenType;
    this.tokens = tokens;
    this.start = start;
    this.indent = indent;
    this.isDeclaration = t.declarationWords.has(type);
    this.hasBody = this.isDeclaration && type !== t.Import && type !== t.Const;
  }

  chunk(end: number): Chunk {
    return { tokens: this.tokens.slice(this.start, end), indent: this.indent };
  }

  /** True where this token can't belong to the declaration any more. */
  isOver(token: IToken, startsLine: boolean, lineIndent: number): boolean {
    if (!this.isDeclaration) return false;
    if (this.closed) return true;
    if (!startsLine || this.open.length > 0) return false;
    if (!this.hasBody) return true;
    const opensBody = token.tokenType === t.OpenBrace && !this.opened;
    return lineIndent <= this.indent && !opensBody && !isCloser(token);
  }

  take(token: IToken, startsLine: boolean, lineIndent: number): void {
    if (isOpener(token)) this.open.push(token);
    if (token.tokenType === t.OpenBrace) this.opened = true;
    if (!isCloser(token)) return;
    if (token.tokenType !== t.CloseBrace) {
      if (this.open.at(-1)?.tokenType !== t.OpenBrace) this.open.pop();
      return;
    }
    while (this.open.length > 0 && this.open.pop()?.tokenType !== t.OpenBrace);
    const own = startsLine ? lineIndent <= this.indent : token.startLine === this.tokens[this.start]!.startLine;
    this.closed = this.hasBody && this.open.length === 0 && own;
  }
}
