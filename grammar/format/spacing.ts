import { type IToken, type TokenType, tokenMatcher } from "chevrotain";
import { isBraces, isCloser, isOpener } from "../brackets.ts";
import * as t from "../tokens.ts";

/** Signs that stand between two values without spaces: `0..<3`, `5<->7`. */
const tight: ReadonlySet<TokenType> = new Set([t.RangeInclusive, t.RangeExclusive, t.Mirrored]);

/** What nothing stands in front of but the token that it belongs to. */
const clings: ReadonlySet<TokenType> = new Set([t.Comma, t.Colon, t.Semicolon, t.CloseParen, t.CloseList]);

/**
 * True where a space stands between two tokens of a line. `before` is the token in front of the left one: it tells a
 * minus that belongs to one value from one that stands between two, and an annotation from a keyword.
 */
export function isSpaced(before: IToken | undefined, left: IToken, right: IToken): boolean {
  if (isOpener(left) || clings.has(right.tokenType)) return false;
  if (left.tokenType === t.Annotate || isSign(before, left)) return false;
  if (tight.has(left.tokenType) || tight.has(right.tokenType)) return false;
  if (right.tokenType === t.OpenParen) return !(isName(left) || before?.tokenType === t.Annotate);
  if (right.tokenType === t.OpenList) return !isName(left);
  return true;
}

/** A minus in front of a value: `-0.5`, `in -1..1`. */
function isSign(before: IToken | undefined, token: IToken): boolean {
  return token.tokenType === t.Minus && !(before !== undefined && endsValue(before));
}

function endsValue(token: IToken): boolean {
  return isName(token) || isCloser(token) || isBraces(token) || valueEnds.has(token.tokenType);
}

const valueEnds: ReadonlySet<TokenType> = new Set([t.NumberLiteral, t.Text, t.TextClose, t.True, t.False]);

/** What may be called, or have sizes behind it: no keyword may. */
function isName(token: IToken): boolean {
  return tokenMatcher(token, t.PathLike);
}
