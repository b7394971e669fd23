import { lex } from "../lex.ts";
import { parse } from "../parse.ts";
import { commentText } from "./comments.ts";

/** True for two texts that read as the same tree, and have the same comments in the same order. */
export function sameMeaning(a: string, b: string): boolean {
  return treeOf(a) === treeOf(b) && commentsOf(a) === commentsOf(b);
}

/** A text's tree and what is wrong with it, without places. */
function treeOf(text: string): string {
  const { tree, diagnostics } = parse("", text);
  const found = diagnostics.map(({ name, message }) => ({ name, message }));
  return JSON.stringify({ tree, found }, (key, value) => (key === "span" || key === "offset" ? undefined : value));
}

function commentsOf(text: string): string {
  return lex(text)
    .comments.map((comment) => commentText(comment).replaceAll("\r", ""))
    .join("\n");
}
