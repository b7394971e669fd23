import type { IToken, TokenType } from "chevrotain";
import * as t from "./tokens.ts";

/** How many more of each bracket are opened than closed; below zero where closers are left over. */
export interface Excess {
  braces: number;
  round: number;
  square: number;
}

const openers: ReadonlySet<TokenType> = new Set([t.OpenBrace, t.OpenParen, t.OpenList]);
const closers: ReadonlySet<TokenType> = new Set([t.CloseBrace, t.CloseParen, t.CloseList]);

export const isOpener = (token: IToken): boolean => openers.has(token.tokenType);
export const isCloser = (token: IToken): boolean => closers.has(token.tokenType);

export function excessOf(tokens: readonly IToken[]): Excess {
  const excess = { braces: 0, round: 0, square: 0 };
  for (const { tokenType } of tokens) {
    if (tokenType === t.OpenBrace) excess.braces += 1;
    else if (tokenType === t.CloseBrace) excess.braces -= 1;
    else if (tokenType === t.OpenParen) excess.round += 1;
    else if (tokenType === t.CloseParen) excess.round -= 1;
    else if (tokenType === t.OpenList) excess.square += 1;
    else if (tokenType === t.CloseList) excess.square -= 1;
  }
  return excess;
}

/** True for a pair of braces that was made one token. */
export const isBraces = (token: IToken): boolean => token.tokenType === t.Body || token.tokenType === t.RecordBraces;
