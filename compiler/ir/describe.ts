import type { DeclarationKind } from "./bound.ts";

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

/** What a declaration of a kind is called in a sentence: `keypoint scheme`. */
export function nounOf(kind: DeclarationKind): string {
  return nouns[kind];
}

const nouns: Readonly<Record<DeclarationKind, string>> = {
  model: "model",
  block: "block",
  keypoints: "keypoint scheme",
  dataset: "dataset",
  examples: "set of examples",
  experiment: "experiment",
  const: "constant",
};

/** `a model`, `an experiment`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
