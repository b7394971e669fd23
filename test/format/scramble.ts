import { isCloser, isOpener } from "../../grammar/brackets.ts";
import { lex } from "../../grammar/lex.ts";
import * as t from "../../grammar/tokens.ts";
import { randomNumbers } from "../support/random.ts";

/** What may stand between two tokens of a line, */
const onLine = ["", " ", "\t", "    ", " /* in between */ "];
/** where a bracket is open, */
const inBrackets = [...onLine, "\n", "\n\n\n", " // a remark\n", "\n  // on a line of its own\n", "\r\n      "];
/** and where a line ends. */
const atBreak = [
  "\n",
  "\n\n",
  "\n\n\n\n",
  " // a remark\n",
  " // a remark\n\n  /* two\n lines */\n",
  "\n/* before */ ",
  "\r\n\r\n",
];

/** A text with other blanks and more comments between its tokens, the same for the same seed. */
export function scrambled(text: string, seed: number): string {
  const random = randomNumbers(seed);
  const rate = random() * 0.6;
  let out = "";
  let end = 0;
  let brackets = 0;
  let inText = false;
  for (const token of lex(text).tokens) {
    const gap = text.slice(end, token.startOffset);
    const choices = gap.includes("\n") ? atBreak : brackets > 0 ? inBrackets : onLine;
    const put = choices[Math.floor(random() * choices.length)]!;
    const stays = inText || end === 0 || random() > rate || gap.trim() !== "";
    out += stays ? gap : needed(put, gap);
    out += token.image;
    end = token.endOffset! + 1;
    if (token.tokenType === t.TextOpen) inText = true;
    if (token.tokenType === t.TextClose) inText = false;
    if (isOpener(token)) brackets += token.tokenType === t.OpenBrace ? 0 : 1;
    if (isCloser(token)) brackets -= token.tokenType === t.CloseBrace ? 0 : 1;
  }
  return out + text.slice(end);
}

/** Where two words stood apart, they go on to. */
function needed(put: string, gap: string): string {
  return put === "" && gap !== "" ? " " : put;
}
