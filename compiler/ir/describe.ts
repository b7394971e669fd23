/** What an expression looks like to its writer, in the tree or bound: `a number`. */
export function describeExpression({ kind, op }: { readonly kind: ExpressionKind; readonly op?: string }): string {
  if (op === ".." || op === "..<") return "a range";
  if (op === "->") return "a width with what flows in";
  return op === "<->" ? "a mirrored pair" : descriptions[kind];
}

const descriptions = {
  missing: "nothing",
  poison: "nothing",
  text: "a text",
  call: "a call",
  reference: "a name",
  declaration: "the name of a declaration",
  number: "a number",
  bool: "a truth value",
  unary: "a calculation",
  binary: "a calculation",
  choose: "a choice",
  list: "a list",
  record: "a record",
};

type ExpressionKind = keyof typeof descriptions;

/** `a model`, `an experiment`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
