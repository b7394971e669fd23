import type { IRecognitionException, IToken, TokenType } from "chevrotain";
import { tokenMatcher } from "chevrotain";
import { reserved_word } from "../diagnostics/catalogue/reserved_word.ts";
import { stray_bracket } from "../diagnostics/catalogue/stray_bracket.ts";
import { stray_character } from "../diagnostics/catalogue/stray_character.ts";
import { syntax_expected } from "../diagnostics/catalogue/syntax_expected.ts";
import { unterminated_text } from "../diagnostics/catalogue/unterminated_text.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isBraces, isCloser } from "./brackets.ts";
import { headOf, placeAfter, placeAt, placeOf, spanOf } from "./positions.ts";
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
  const unpaired = withoutColon(expected, found, previous, tokens, base);
  if (unpaired !== undefined) return unpaired;
  const word = misusedKeyword(expected, found, previous, tokens);
  if (word !== undefined) return reservedWord(word, word === tokens[0], base);
  const after = previous === undefined ? undefined : quoted(imageBefore(previous, tokens));
  const sameLine = found !== undefined && (previous === undefined || found.startLine === previous.endLine);
  const place = sameLine ? placeOf(headOf(found), base) : placeAfter(previous!, base);
  const facts = {
    expected,
    ...(after === undefined ? {} : { after }),
    ...(sameLine ? { found: quoted(found.image) } : {}),
  };
  const isBareStep = !sameLine && found === undefined && opensCall.has(expected);
  if (!isBareStep) return syntax_expected.at(place, facts);
  const edit = { title: `write ${previous!.image}()`, place, text: "()" };
  return syntax_expected.at(place, { ...facts, instead: `${previous!.image}()` }, { edit });
}

/** What is asked for behind the name of a step. */
const opensCall: ReadonlySet<string> = new Set(["`(`", "`(` or `=`"]);

/** `kernel 3` and `kernel=3` for `kernel: 3`, in a call; `epochs = 3` in a body of properties. */
function withoutColon(
  expected: string,
  found: IToken | undefined,
  name: IToken | undefined,
  tokens: readonly IToken[],
  base: number,
): Diagnostic | undefined {
  if (found === undefined || name === undefined || found.startLine !== name.endLine) return undefined;
  const index = tokens.indexOf(name);
  const value = found.tokenType === t.Assign ? tokens[index + 2] : found;
  if (value === undefined || isCloser(value) || !tokenMatcher(name, t.Word)) return undefined;
  const before = tokens[index - 1]?.tokenType;
  const isArgument = expected === "`,` or `)`" && (before === t.OpenParen || before === t.Comma);
  const isClear = found.tokenType === t.Assign || beginsValue.has(found.tokenType);
  if (!isClear || !(isArgument || (expected === t.Colon.LABEL && before === undefined))) return undefined;
  const gap = placeAt({ start: spanOf(name, base).end, end: spanOf(value, base).start });
  const text = isBraces(value) ? "{" : value.image;
  const edit = { title: "write a colon", place: gap, text: ": " };
  const facts = { expected: "`:`", after: quoted(name.image), found: quoted(found.image) };
  const place = placeOf(headOf(found), base);
  return syntax_expected.at(
    place,
    { ...facts, instead: `${name.image}: ${text}${isCall(tokens, value) ? "(…)" : ""}` },
    { edit },
  );
}

/** What can't follow a name but as its value. */
const beginsValue: ReadonlySet<TokenType> = new Set([t.NumberLiteral, t.Text, t.True, t.False]);

function isCall(tokens: readonly IToken[], callee: IToken): boolean {
  return tokens[tokens.indexOf(callee) + 1]?.tokenType === t.OpenParen;
}

/** A keyword where a name was expected, or that a step was to be named with: `model model {`, `input = relu()`. */
function misusedKeyword(
  expected: string,
  found: IToken | undefined,
  previous: IToken | undefined,
  tokens: readonly IToken[],
): IToken | undefined {
  if (found === undefined) return undefined;
  const isLabel = found === tokens[0] && tokens[1]?.tokenType === t.Assign && tokenMatcher(found, t.Word);
  if (isLabel) return found;
  if (expected !== t.Name.LABEL) return undefined;
  if (tokenMatcher(found, t.Word)) return found;
  return found.tokenType === t.Assign && previous === tokens[0] ? previous : undefined;
}

/** A step may have any name in quotes, as state dicts do: `"block" = sequential { ... }`. */
function reservedWord(word: IToken, isLabel: boolean, base: number): Diagnostic {
  const place = placeOf(word, base);
  if (!isLabel) return reserved_word.at(place, { word: word.image, quoted: undefined });
  const text = `"${word.image}"`;
  return reserved_word.at(place, { word: word.image, quoted: text }, { edit: { title: `write ${text}`, place, text } });
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
