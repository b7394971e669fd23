import type { IToken } from "chevrotain";

/** The comments of a file, taken one after the other. */
export class Comments {
  private readonly all: readonly IToken[];
  private taken = 0;

  constructor(all: readonly IToken[]) {
    this.all = all;
  }

  /** Takes the next one, if it stands before an offset. */
  next(offset: number): IToken | undefined {
    const comment = this.all[this.taken];
    if (comment === undefined || comment.startOffset >= offset) return undefined;
    this.taken += 1;
    return comment;
  }

  /** Those that are left and stand before an offset. */
  allBefore(offset: number): readonly IToken[] {
    return this.all.slice(this.taken, Math.max(this.taken, this.firstFrom(offset)));
  }

  /** True where a comment between two tokens breaks a line. */
  breakBetween(first: IToken, last: IToken): boolean {
    return this.between(first, last).some(endsLine);
  }

  /** True where a line without anything stands between two tokens. */
  blankBetween(above: IToken, below: IToken): boolean {
    let line = above.endLine!;
    for (const comment of this.between(above, below)) {
      if (comment.startLine! > line + 1) return true;
      line = comment.endLine!;
    }
    return below.startLine! > line + 1;
  }

  private between(first: IToken, last: IToken): readonly IToken[] {
    return this.all.slice(this.firstFrom(first.startOffset), this.firstFrom(last.startOffset));
  }

  /** Index of the first comment that begins at an offset or behind it. */
  private firstFrom(offset: number): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.all[middle]!.startOffset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** True for a comment that nothing can stand behind on its line. */
export function endsLine(comment: IToken): boolean {
  return comment.image.startsWith("//") || comment.startLine !== comment.endLine;
}

/** A comment as it is written: its text is never touched, but for blanks at the end of a line. */
export function commentText({ image }: IToken): string {
  return image.replace(/[ \t]*\r?$/gm, "");
}
