import type { BoundExpression } from "./bound.ts";

/** What a value looks like to its writer: `a number`. */
export function describeKind(kind: BoundExpression["kind"]): string {
  return descriptions[kind];
}

const descriptions: Readonly<Record<BoundExpression["kind"], string>> = {
  poison: "something unreadable",
  text: "a text",
  call: "a call",
  reference: "a name",
  declaration: "a declaration",
  number: "a number",
  bool: "a truth value",
  unary: "a calculation",
  binary: "a calculation",
  choose: "a choice",
  list: "a list",
  record: "a record",
};

/** `a model`, `an experiment`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
