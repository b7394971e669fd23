import type { IToken } from "chevrotain";
import { DocComment } from "./lex.ts";

/**
 * Finds the `///` lines right above a declaration, their text without the slashes. To be asked for declarations in the
 * order of the file.
 */
export function docFinder(comments: readonly IToken[]): (first: IToken) => string {
  let passed = 0;
  return (first) => {
    while (passed < comments.length && comments[passed]!.startOffset < first.startOffset) passed += 1;
    const lines: string[] = [];
    let below = first.startLine!;
    for (let index = passed - 1; index >= 0; index -= 1) {
      const comment = comments[index]!;
      if (comment.tokenType !== DocComment || comment.startLine !== below - 1) break;
      lines.unshift(comment.image.slice(3).trim());
      below = comment.startLine!;
    }
    return lines.join("\n");
  };
}
