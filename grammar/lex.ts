import { createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import * as tokens from "./tokens.ts";

/** A file as tokens. Comments are kept beside them, in order. */
export interface Lexed {
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
}

const comment = { group: "comments", start_chars_hint: ["/"], line_breaks: false };

export const DocComment = createToken({ name: "DocComment", pattern: /\/\/\/[^\r\n]*/, ...comment });
const LineComment = createToken({ name: "LineComment", pattern: /\/\/[^\r\n]*/, ...comment });
const BlockComment = createToken({
  ...comment,
  name: "BlockComment",
  pattern: { exec: matchBlockComment },
  line_breaks: true,
});
/** `# what other languages call a comment`: read as one, and told. */
export const HashComment = createToken({
  ...comment,
  name: "HashComment",
  pattern: /#[^\r\n]*/,
  start_chars_hint: ["#"],
});
/** Ends at its line, so that the rest of the file is still read. */
export const UnterminatedComment = createToken({ name: "UnterminatedComment", pattern: /\/\*[^\r\n]*/, ...comment });
const Whitespace = createToken({
  name: "Whitespace",
  pattern: /[ \t\f\v\r\n\u00a0\ufeff]+/,
  group: Lexer.SKIPPED,
  start_chars_hint: [..." \t\f\v\r\n\u00a0\ufeff"],
  line_breaks: true,
});

/** Where the last block comment of a text ends; remembered, so that many unterminated ones cost one search. */
let lastEnd = { text: "", offset: -1 };

function matchBlockComment(text: string, offset: number): [string] | null {
  if (!text.startsWith("/*", offset)) return null;
  if (lastEnd.text !== text) lastEnd = { text, offset: text.lastIndexOf("*/") };
  if (lastEnd.offset < offset + 2) return null;
  return [text.slice(offset, text.indexOf("*/", offset + 2) + 2)];
}

/** In order of precedence: longer forms stand before shorter ones, keywords before names. */
const inOrder: TokenType[] = [
  Whitespace,
  DocComment,
  LineComment,
  BlockComment,
  HashComment,
  UnterminatedComment,
  tokens.Text,
  tokens.UnterminatedText,
  tokens.NumberLiteral,
  tokens.UnfinishedPath,
  tokens.DottedPath,
];
/** Longer ones first: `in` would match the beginning of `insert`. */
const keywordsAndSigns = tokens.vocabulary
  .filter((token) => typeof token.PATTERN === "string")
  .sort((a, b) => (b.PATTERN as string).length - (a.PATTERN as string).length);

let lexer: Lexer | undefined;

function theLexer(): Lexer {
  lexer ??= new Lexer([...inOrder, ...keywordsAndSigns, tokens.Name, tokens.Stray], {
    positionTracking: "full",
    skipValidations: true,
  });
  return lexer;
}

/** Never fails: what begins no token becomes `Stray`. */
export function lex(text: string): Lexed {
  const result = theLexer().tokenize(text);
  const stray = result.errors.map((error) => strayToken(text, error));
  const all = stray.length === 0 ? result.tokens : merge(result.tokens, stray);
  return { tokens: text.includes("${") ? all.flatMap(withValues) : all, comments: result.groups.comments ?? [] };
}

function strayToken(
  text: string,
  error: { offset: number; length: number; line: number | undefined; column: number | undefined },
): IToken {
  return {
    image: text.slice(error.offset, error.offset + error.length),
    startOffset: error.offset,
    endOffset: error.offset + error.length - 1,
    startLine: error.line ?? 1,
    endLine: error.line ?? 1,
    startColumn: error.column ?? 1,
    endColumn: (error.column ?? 1) + error.length - 1,
    tokenType: tokens.Stray,
    tokenTypeIdx: tokens.Stray.tokenTypeIdx!,
  };
}

function merge(a: readonly IToken[], b: readonly IToken[]): IToken[] {
  return [...a, ...b].sort((left, right) => left.startOffset - right.startOffset);
}

/** A text with `${value}` in it becomes its pieces and the tokens of its values. A value holds no text of its own. */
function withValues(token: IToken): IToken | IToken[] {
  if (token.tokenType !== tokens.Text || !token.image.includes("${")) return token;
  const pieces: IToken[] = [];
  let start = 0;
  for (;;) {
    const open = findOpening(token.image, start);
    if (open < 0) break;
    const close = token.image.indexOf("}", open);
    if (close < 0)
      return { ...token, tokenType: tokens.UnfinishedText, tokenTypeIdx: tokens.UnfinishedText.tokenTypeIdx! };
    pieces.push(part(token, start === 0 ? tokens.TextOpen : tokens.TextMiddle, start, open + 2));
    for (const inner of lex(token.image.slice(open + 2, close)).tokens) pieces.push(shifted(inner, token, open + 2));
    start = close;
  }
  if (start === 0) return token;
  pieces.push(part(token, tokens.TextClose, start, token.image.length));
  return pieces;
}

/** The next `${` that no backslash stands before, or -1. */
function findOpening(image: string, from: number): number {
  const pattern = /\\.|\$\{/g;
  pattern.lastIndex = from;
  for (let match = pattern.exec(image); match !== null; match = pattern.exec(image)) {
    if (match[0] === "${") return match.index;
  }
  return -1;
}

function part(token: IToken, type: TokenType, start: number, end: number): IToken {
  return {
    ...token,
    image: token.image.slice(start, end),
    startOffset: token.startOffset + start,
    endOffset: token.startOffset + end - 1,
    startColumn: token.startColumn! + start,
    endColumn: token.startColumn! + end - 1,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
  };
}

function shifted(inner: IToken, token: IToken, by: number): IToken {
  return {
    ...inner,
    startOffset: inner.startOffset + token.startOffset + by,
    endOffset: inner.endOffset! + token.startOffset + by,
    startLine: token.startLine!,
    endLine: token.startLine!,
    startColumn: inner.startColumn! + token.startColumn! + by - 1,
    endColumn: inner.endColumn! + token.startColumn! + by - 1,
  };
}
