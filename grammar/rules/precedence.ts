import type { IToken } from "chevrotain";
import { spanOver } from "../../diagnostics/place.ts";
import type { BinaryOperator, Expression } from "../tree.ts";

/** A sign before a value, and where it stands. */
export interface Prefix {
  readonly op: "-" | "not";
  readonly start: number;
}

/** A value and the `-` and `not` before it, outermost first. */
export interface Operand {
  readonly prefixes: readonly Prefix[];
  readonly value: Expression;
}

/** How tightly operators bind, from loose to tight. */
const precedence: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  "==": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "->": 5,
  "<->": 5,
  "..": 6,
  "..<": 6,
  "+": 7,
  "-": 7,
  "*": 8,
  "/": 8,
  mod: 8,
};

/** `not` binds more loosely than a comparison: `not a == b` is `not (a == b)`. */
const notPrecedence = 3;
/** `-` binds more tightly than any sign between two values. */
const minusPrecedence = 9;

/** Puts a flat list of operands and signs together by precedence; equals go from left to right. */
export function joinOperands(operands: readonly Operand[], signs: readonly IToken[]): Expression {
  let at = 0;

  function withPrefixes(operand: Operand, index: number): Expression {
    const prefix = operand.prefixes[index];
    if (prefix === undefined) return operand.value;
    const inner = withPrefixes(operand, index + 1);
    const of = join(inner, prefix.op === "not" ? notPrecedence : minusPrecedence);
    return { kind: "unary", op: prefix.op, of, span: { start: prefix.start, end: of.span.end } };
  }

  function join(first: Expression, loosest: number): Expression {
    let left = first;
    for (;;) {
      const op = signs[at]?.image as BinaryOperator | undefined;
      if (op === undefined || precedence[op] < loosest) return left;
      at += 1;
      const right = join(withPrefixes(operands[at]!, 0), precedence[op] + 1);
      left = { kind: "binary", op, left, right, span: spanOver(left.span, right.span) };
    }
  }

  return join(withPrefixes(operands[0]!, 0), 0);
}
