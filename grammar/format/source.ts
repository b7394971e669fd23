import type { IToken } from "chevrotain";
import { isBraces, isCloser, isOpener } from "../brackets.ts";
import type { BracesToken, Entry } from "../layout.ts";
import * as t from "../tokens.ts";
import type { Comments } from "./comments.ts";

/* What a formatted file keeps of how its author wrote it: where braces and brackets go over several lines. */

/** How the inside of a pair of braces is written. */
export type BracesStyle =
  /** On the line of the braces: `{ relu(); linear(2) }`, `{ train: 1..32 }`. */
  | "inline"
  /** Entries on lines of their own. */
  | "lines"
  /** A record that goes on below its first entry. */
  | "flowing";

export function styleOf(braces: BracesToken): BracesStyle {
  if (braces.startLine === braces.endLine) return "inline";
  const first = braces.entries[0]?.tokens[0];
  return braces.tokenType === t.RecordBraces && first?.startLine === braces.startLine ? "flowing" : "lines";
}

export function startsLineBelow(token: IToken, above: IToken): boolean {
  return token.startLine! > above.endLine!;
}

/** True for a token in brackets that stays on the line below the one above it. A comma and a closer go to what they end. */
export function goesOnBelow(token: IToken, above: IToken): boolean {
  return startsLineBelow(token, above) && !isCloser(token) && token.tokenType !== t.Comma;
}

/** True for an entry that stands on several lines once it is formatted. */
export function goesOverLines({ tokens }: Entry, comments: Comments): boolean {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (isCloser(token)) depth -= 1;
    if (isBraces(token) && styleOf(token as BracesToken) !== "inline") return true;
    if (depth > 0 && goesOnBelow(token, tokens[index - 1]!)) return true;
    if (isOpener(token)) depth += 1;
  }
  return comments.breakBetween(tokens[0]!, tokens.at(-1)!);
}

/** Tokens of which a text with values in it, `"a${b}c"`, is one, as it stands in the file. */
export function withWholeTexts(tokens: readonly IToken[], source: string): readonly IToken[] {
  if (!tokens.some(({ tokenType }) => tokenType === t.TextOpen)) return tokens;
  const whole: IToken[] = [];
  let opening: IToken | undefined;
  for (const token of tokens) {
    if (token.tokenType === t.TextOpen) opening = token;
    else if (token.tokenType === t.TextClose && opening !== undefined) {
      whole.push({ ...token, image: source.slice(opening.startOffset, token.endOffset! + 1) });
      opening = undefined;
    } else if (opening === undefined) whole.push(token);
  }
  return whole;
}
