import type { IToken } from "chevrotain";
import { DocComment } from "./lex.ts";

/**
 * Finds the `///` lines right above a declaration, their text without the slashes. To be asked for declarations in the
 * order of the file; `after` is the line on which what stands above it ends.
 */
export function docFinder(comments: readonly IToken[]): (first: IToken, after: number) => string {
  let passed = 0;
  return (first, after) => {
    while (passed < comments.length && comments[passed]!.startOffset < first.startOffset) passed += 1;
    const lines: string[] = [];
    let below = first.startLine!;
    for (let index = passed - 1; index >= 0; index -= 1) {
      const comment = comments[index]!;
      const line = comment.startLine!;
      if (comment.tokenType !== DocComment || line !== below - 1 || line === after) break;
      lines.unshift(comment.image.slice(3).trim());
      below = line;
    }
    return lines.join("\n");
  };
}
