import type { IToken, TokenType } from "chevrotain";
import { isCloser, isOpener } from "./brackets.ts";
import * as t from "./tokens.ts";

/**
 * How deep a tree may go, counting brackets and the operators of one value. Whatever walks a tree by recursion stays far
 * from the end of its stack.
 */
export const nestingLimit = 100;

/** What is open: the file, or one bracket. */
interface Level {
  /** True where a newline ends a step or property. */
  readonly byLine: boolean;
  /** Operators of the value that is being read: each makes the tree deeper by one. */
  operators: number;
  /** The same for `if`, which may go on behind braces: `if a { } else if b { }`. */
  conditions: number;
}

/** The first token that goes too deep, or undefined. Needs no parser, since a parser would be the first to overflow. */
export function tooDeep(tokens: readonly IToken[]): IToken | undefined {
  const levels: Level[] = [{ byLine: true, operators: 0, conditions: 0 }];
  let depth = 0;
  let line = 0;
  for (const token of tokens) {
    const level = levels.at(-1)!;
    const ends = endsOne(token) || (level.byLine && token.startLine! > line);
    if (ends || token.tokenType === t.OpenBrace) {
      depth -= level.operators;
      level.operators = 0;
    }
    if (ends) {
      depth -= level.conditions;
      level.conditions = 0;
    }
    if (isOpener(token)) {
      levels.push({ byLine: token.tokenType === t.OpenBrace, operators: 0, conditions: 0 });
      depth += 1;
    } else if (isCloser(token) && levels.length > 1) {
      depth -= 1 + level.operators + level.conditions;
      levels.pop();
    } else if (token.tokenType === t.If) {
      level.conditions += 1;
      depth += 1;
    } else if (isOperator(token.tokenType)) {
      level.operators += 1;
      depth += 1;
    }
    if (depth > nestingLimit) return token;
    line = token.endLine!;
  }
  return undefined;
}

function endsOne(token: IToken): boolean {
  return token.tokenType === t.Comma || token.tokenType === t.Semicolon;
}

function isOperator(type: TokenType): boolean {
  return type === t.Not || t.BinarySign.categoryMatchesMap![type.tokenTypeIdx!] === true;
}
