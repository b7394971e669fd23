import type { IRecognitionException, IToken, TokenType } from "chevrotain";
import { tokenMatcher } from "chevrotain";
import { reserved_word } from "../diagnostics/catalogue/reserved_word.ts";
import { stray_bracket } from "../diagnostics/catalogue/stray_bracket.ts";
import { stray_character } from "../diagnostics/catalogue/stray_character.ts";
import { syntax_expected } from "../diagnostics/catalogue/syntax_expected.ts";
import { unterminated_text } from "../diagnostics/catalogue/unterminated_text.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isBraces, isCloser } from "./brackets.ts";
import { headOf, placeAfter, placeOf } from "./positions.ts";
import * as t from "./tokens.ts";

/** Says in words why the parser could not go on, at the token where it stopped. */
export function explain(error: IRecognitionException, tokens: readonly IToken[], base: number): Diagnostic {
  const index = tokens.indexOf(error.token);
  const found = tokens[index];
  const previous = index < 0 ? tokens.at(-1) : tokens[index - 1];
  return (found && damagedToken(found, base)) ?? expectation(error.message, found, previous, tokens, base);
}

/** Tokens that no rule accepts say best themselves what is wrong with them. */
export function damagedToken(token: IToken, base: number): Diagnostic | undefined {
  const place = placeOf(token, base);
  switch (token.tokenType) {
    case t.Stray:
      return stray_character.at(place, { text: token.image });
    case t.UnterminatedText:
      return unterminated_text.at(place, { value: false });
    case t.UnfinishedText:
      return unterminated_text.at(place, { value: true });
    case t.UnfinishedPath:
      return syntax_expected.at(placeAfter(token, base), { expected: "a name", after: quoted(token.image) });
    default:
      return undefined;
  }
}

function expectation(
  expected: string,
  found: IToken | undefined,
  previous: IToken | undefined,
  tokens: readonly IToken[],
  base: number,
): Diagnostic {
  if (found !== undefined && (previous === undefined || expected === "a new line") && isCloser(found))
    return stray_bracket.at(placeOf(found, base), { bracket: found.image });
  const word = misusedKeyword(expected, found, previous, tokens);
  if (word !== undefined) return reserved_word.at(placeOf(word, base), { word: word.image });
  const after = previous === undefined ? undefined : quoted(imageBefore(previous, tokens));
  const sameLine = found !== undefined && (previous === undefined || found.startLine === previous.endLine);
  const place = sameLine ? placeOf(headOf(found), base) : placeAfter(previous!, base);
  return syntax_expected.at(place, {
    expected,
    ...(after === undefined ? {} : { after }),
    ...(sameLine ? { found: quoted(found.image) } : {}),
  });
}

/** A keyword where a name was expected, or that a step was to be named with: `model model {`, `input = relu()`. */
function misusedKeyword(
  expected: string,
  found: IToken | undefined,
  previous: IToken | undefined,
  tokens: readonly IToken[],
): IToken | undefined {
  if (found === undefined || expected !== t.Name.LABEL) return undefined;
  if (tokenMatcher(found, t.Word)) return found;
  return found.tokenType === t.Assign && previous === tokens[0] ? previous : undefined;
}

/** Signs that say little by themselves are shown with the word before them: `kernel:`. */
const bareSigns: ReadonlySet<TokenType> = new Set([t.Colon, t.Assign, t.Comma, t.OpenParen, t.OpenList]);

function imageBefore(token: IToken, tokens: readonly IToken[]): string {
  if (isBraces(token)) return "}";
  const before = tokens[tokens.indexOf(token) - 1];
  if (before === undefined || !bareSigns.has(token.tokenType) || isBraces(before)) return token.image;
  return token.tokenType === t.Assign ? `${before.image} ${token.image}` : before.image + token.image;
}

function quoted(image: string): string {
  return `\`${image.length > 40 ? `${image.slice(0, 40)}…` : image}\``;
}
