import type { IToken } from "chevrotain";
import { lex } from "../../../grammar/lex.ts";
import { split } from "../../../grammar/split.ts";
import * as t from "../../../grammar/tokens.ts";
import { OpenBrackets, type Place } from "./open-brackets.ts";

export type { Frame } from "./open-brackets.ts";

/**
 * Where the cursor stands, told from the tokens before it: what comes after it may be anything, and what is before it may be half
 * typed.
 */
export interface Cursor extends Place {
  /** What has been typed of a word, behind its last dot. */
  readonly word: string;
  /** What stands before that dot: `layer2`, `0` of `layer2.0.co`. */
  readonly qualifier: readonly string[];
  /** Inside of quotes. */
  readonly inText: boolean;
  /** Stretch of the file that a finished word takes the place of. */
  readonly span: { readonly start: number; readonly end: number };
}

/** Undefined in a comment. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const { tokens, comments } = lex(text.slice(0, offset));
  if (comments.some((comment) => comment.endOffset === offset - 1 && !comment.image.endsWith("*/"))) return undefined;
  const last = tokens.at(-1);
  const touched = last !== undefined && last.endOffset === offset - 1 && isWordLike(last) ? last : undefined;
  const inText = touched?.tokenType === t.UnterminatedText;
  const parts = inText ? [touched!.image.slice(1)] : (touched?.image ?? "").split(".");
  const word = parts.at(-1)!;
  const after = inText ? /^[^"\r\n]*/ : /^[A-Za-z0-9_]*/;
  const end = offset + after.exec(text.slice(offset))![0].length;
  return {
    ...placeBehind(touched === undefined ? tokens : tokens.slice(0, -1), touched ?? lineAndColumn(text, offset)),
    word,
    qualifier: parts.slice(0, -1),
    inText,
    span: { start: offset - word.length, end },
  };
}

function isWordLike({ tokenType, image }: IToken): boolean {
  return tokenType === t.UnterminatedText || (/^[A-Za-z_]/.test(image) && /[\w.]$/.test(image));
}

interface LineAndColumn {
  readonly startLine?: number;
  readonly startColumn?: number;
}

/** As tokens have it: from 1. */
function lineAndColumn(text: string, offset: number): LineAndColumn {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { startLine: lines.length, startColumn: lines.at(-1)!.length + 1 };
}

function placeBehind(tokens: readonly IToken[], { startLine, startColumn }: LineAndColumn): Place {
  const brackets = new OpenBrackets();
  for (const token of split(tokens).at(-1)?.tokens ?? []) brackets.take(token);
  brackets.startLine(startLine!, startColumn!);
  return brackets.place;
}
