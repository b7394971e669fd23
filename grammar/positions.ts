import type { IToken } from "chevrotain";
import type { Place, Span } from "../diagnostics/place.ts";
import { isBraces } from "./brackets.ts";

/*
 * Places of a declaration that is being read: spans count from its start, and its file and key are not known yet
 * (grammar/parse.ts fills them in), so that what is remembered about a declaration is true wherever it stands.
 */

export function placeAt(span: Span): Place {
  return { file: "", declaration: "", span };
}

export function spanOf(token: IToken, base: number): Span {
  return { start: token.startOffset - base, end: token.endOffset! + 1 - base };
}

export function placeOf(token: IToken, base: number): Place {
  return placeAt(spanOf(token, base));
}

/** Right behind a token, no width: where something is missing. */
export function placeAfter(token: IToken, base: number): Place {
  const { end } = spanOf(token, base);
  return placeAt({ start: end, end });
}

/** Of braces with all that stands in them only the opening one. */
export function headOf(token: IToken): IToken {
  return isBraces(token) ? { ...token, endOffset: token.startOffset } : token;
}
