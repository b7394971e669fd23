import { type IToken, tokenMatcher } from "chevrotain";
import { emptySpan, type Span } from "../diagnostics/place.ts";
import { spanOf } from "./positions.ts";
import type { EntryKind } from "./rules/base.ts";
import * as t from "./tokens.ts";
import type { AugmentStatement, Expression, Name, Property, Statement, StepStatement } from "./tree.ts";

/*
 * What stands in the tree for an entry that could not be read: of the right kind as far as its first word tells, with
 * its name where that can be seen, so that nobody complains about a step or an output that is only half typed.
 */

/** Undefined where the entry leaves nothing behind. */
export function unreadable(kind: EntryKind, tokens: readonly IToken[], base: number): unknown {
  const span = spanOfAll(tokens, base);
  switch (kind) {
    case "statement":
      return unreadableStatement(tokens, base, span);
    case "example":
      return tokens[0]?.tokenType === t.Augment ? unreadableAugment(span) : unreadableStep(tokens, base, span);
    case "step":
      return unreadableStep(tokens, base, span);
    case "property":
      return unreadableProperty(tokens, base, span);
    case "contract":
      return { kind: "missing", span } satisfies Expression;
    case "edit":
    case "imported":
      return undefined;
  }
}

function spanOfAll(tokens: readonly IToken[], base: number): Span {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return emptySpan;
  return { start: spanOf(first, base).start, end: spanOf(last, base).end };
}

function nameAt(tokens: readonly IToken[], index: number, base: number): Name | undefined {
  const token = tokens[index];
  if (token === undefined || !tokenMatcher(token, t.Name)) return undefined;
  return { text: token.image, span: spanOf(token, base) };
}

function unreadableStatement(tokens: readonly IToken[], base: number, span: Span): Statement {
  const name = nameAt(tokens, 1, base);
  switch (tokens[0]?.tokenType) {
    case t.Input:
      return { kind: "input", name, type: undefined, range: undefined, annotations: [], span };
    case t.Output:
      return { kind: "output", name, type: undefined, from: undefined, annotations: [], span };
    case t.Branch:
      return { kind: "branch", name, from: undefined, body: [], span };
    default:
      return unreadableStep(tokens, base, span);
  }
}

function unreadableStep(tokens: readonly IToken[], base: number, span: Span): StepStatement {
  const label = tokens[1]?.tokenType === t.Assign ? nameAt(tokens, 0, base) : undefined;
  return { kind: "step", label, value: { kind: "missing", span }, from: undefined, annotations: [], span };
}

function unreadableAugment(span: Span): AugmentStatement {
  return { kind: "augment", split: undefined, body: [], span };
}

function unreadableProperty(tokens: readonly IToken[], base: number, span: Span): Property | undefined {
  const first = tokens[0];
  if (first === undefined || !tokenMatcher(first, t.Word)) return undefined;
  const name = { text: first.image, span: spanOf(first, base) };
  const value: Expression = { kind: "missing", span };
  return { key: { parts: [name], span: name.span }, value, annotations: [], span };
}
