import type { IToken } from "chevrotain";
import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver/node.js";
import { lex } from "../../../grammar/lex.ts";
import type { FileSpot } from "../spot.ts";

/** What can be folded away: everything in brackets that goes over several lines, comments, and runs of imports. */
export function foldingRanges({ project, path }: FileSpot): FoldingRange[] {
  const { tokens, comments } = lex(project.document(path).getText());
  const imports = tokens.filter(({ image, startColumn }) => image === "import" && startColumn === 1);
  return [
    ...bracketed(tokens),
    ...runs(comments).map((range) => ({ ...range, kind: FoldingRangeKind.Comment })),
    ...runs(imports).map((range) => ({ ...range, kind: FoldingRangeKind.Imports })),
  ];
}

const closers: Readonly<Record<string, string>> = { "}": "{", ")": "(", "]": "[" };

/** From the line of each opening bracket to the one above its closing bracket's. */
function bracketed(tokens: readonly IToken[]): FoldingRange[] {
  const open: IToken[] = [];
  const found: FoldingRange[] = [];
  for (const token of tokens) {
    if (Object.values(closers).includes(token.image)) open.push(token);
    const opener = closers[token.image];
    if (opener === undefined) continue;
    const own = open.findLastIndex(({ image }) => image === opener);
    if (own < 0) continue;
    const startLine = open[own]!.startLine! - 1;
    const endLine = token.startLine! - 2;
    if (endLine > startLine) found.push({ startLine, endLine });
    open.length = own;
  }
  return found;
}

/** Tokens on lines that follow each other, and those that take several lines. */
function runs(tokens: readonly IToken[]): FoldingRange[] {
  const found: { startLine: number; endLine: number }[] = [];
  for (const { startLine, endLine } of tokens) {
    const last = found.at(-1);
    if (last !== undefined && last.endLine === startLine! - 2) last.endLine = endLine! - 1;
    else found.push({ startLine: startLine! - 1, endLine: endLine! - 1 });
  }
  return found.filter((range) => range.endLine > range.startLine);
}
