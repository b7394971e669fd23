import type { IToken } from "chevrotain";
import { isBraces, isCloser, isOpener } from "../brackets.ts";
import type { BracesToken, Entry } from "../layout.ts";
import * as t from "../tokens.ts";
import { Comments, commentText, endsLine } from "./comments.ts";
import { labelWidths } from "./labels.ts";
import { Page } from "./page.ts";
import { goesOnBelow, goesOverLines, styleOf, withWholeTexts } from "./source.ts";
import { isSpaced } from "./spacing.ts";

const step = 2;

/** A round or square bracket that is open. */
interface OpenBracket {
  /** Indentation of the lines inside of it. */
  readonly inside: number;
  /** Indentation of its closer, set where what it holds begins on a line of its own: the closer then does so too. */
  readonly closer: number | undefined;
}

/** Writes entries and the comments between them, in the order of the file. */
export class Printer {
  private readonly source: string;
  private readonly comments: Comments;
  private readonly page = new Page();
  /** Indentation of entries, and of comments between them. */
  private indent = 0;
  /** Whose comments stand below each other. */
  private group: object | undefined;
  /** The line of the file on which ends what was written last. */
  private sourceLine = 0;
  /** True at the beginning of the file and of a body, where a blank line says nothing. */
  private atStart = true;

  constructor(source: string, comments: readonly IToken[]) {
    this.source = source;
    this.comments = new Comments(comments);
  }

  /** Writes an entry at the margin; `apart` has a blank line stand above it and the comments that belong to it. */
  declaration(entry: Entry, apart: boolean): void {
    const first = entry.tokens[0]!;
    const group = apart ? this.firstOfGroup(first) : undefined;
    this.commentLines(first.startOffset, group);
    this.beginLine(first, group);
    this.entry(entry, 0);
  }

  /** What was written, and the comments that are left. */
  finish(): string {
    this.commentLines(Number.POSITIVE_INFINITY);
    return this.page.toString();
  }

  /** The first of the comments that stand right above a token, or the token itself. */
  private firstOfGroup(token: IToken): IToken {
    let first = token;
    for (const comment of [...this.comments.allBefore(token.startOffset)].reverse()) {
      if (comment.startLine === this.sourceLine || comment.endLine! < first.startLine! - 1) break;
      first = comment;
    }
    return first;
  }

  /** Writes the comments before an offset: behind what stands on their line, or on lines of their own. */
  private commentLines(offset: number, apart?: IToken): void {
    for (let comment = this.comments.next(offset); comment !== undefined; comment = this.comments.next(offset)) {
      if (!this.commentBehind(comment)) {
        this.beginLine(comment, apart);
        this.page.put(commentText(comment));
      }
      this.sourceLine = comment.endLine!;
    }
  }

  /** False where nothing stands in front of a comment on its line. */
  private commentBehind(comment: IToken): boolean {
    if (comment.startLine !== this.sourceLine || this.page.isEnded) return false;
    if (endsLine(comment)) this.page.endWith(commentText(comment));
    else this.page.put(` ${commentText(comment)}`);
    return true;
  }

  /** Begins the line of an entry or a comment. Of several blank lines above it one is kept; `apart` always has one. */
  private beginLine(token: IToken, apart: IToken | undefined): void {
    const isApart = token === apart || token.startLine! > this.sourceLine + 1;
    if (isApart && !this.atStart) this.page.blankLine();
    this.page.line(this.indent, this.group);
    this.atStart = false;
  }

  private entry(entry: Entry, labelWidth: number): void {
    const outer = this.group;
    if (goesOverLines(entry, this.comments)) this.group = {};
    const tokens = withWholeTexts(entry.tokens, this.source);
    const open: OpenBracket[] = [];
    for (const [index, token] of tokens.entries()) {
      const next = tokens[index + 1];
      const isLeftOver = token.tokenType === t.Comma && next !== undefined && isCloser(next);
      if (isLeftOver && open.at(-1)?.closer === undefined) continue;
      if (index > 0) this.join(tokens, index, open);
      if (index === 1 && token.tokenType === t.Assign)
        this.page.put(" ".repeat(Math.max(0, labelWidth - tokens[0]!.image.length)));
      this.token(token);
      if (isOpener(token)) open.push(this.opened(token, next));
    }
    this.group = outer;
  }

  /** What comes between two tokens: a space, a new line, comments, or nothing. */
  private join(tokens: readonly IToken[], index: number, open: OpenBracket[]): void {
    const token = tokens[index]!;
    const previous = tokens[index - 1]!;
    const bracket = open.at(-1);
    const inside = bracket?.inside ?? this.indent + (isContinuation(token) ? 0 : step);
    this.innerComments(token, inside);
    if (isCloser(token)) open.pop();
    if (isCloser(token) && bracket?.closer !== undefined) this.page.line(bracket.closer, this.group);
    else if (this.page.isEnded || (bracket !== undefined && goesOnBelow(token, previous)))
      this.page.line(inside, this.group);
    else if (isSpaced(tokens[index - 2], previous, token)) this.page.put(" ");
  }

  private innerComments(token: IToken, indent: number): void {
    const { startOffset } = token;
    for (
      let comment = this.comments.next(startOffset);
      comment !== undefined;
      comment = this.comments.next(startOffset)
    ) {
      if (!this.commentBehind(comment)) {
        this.page.line(indent, this.group);
        if (endsLine(comment)) this.page.endWith(commentText(comment));
        else this.page.put(commentText(comment));
      }
      this.sourceLine = comment.endLine!;
    }
  }

  private opened(token: IToken, next: IToken | undefined): OpenBracket {
    const { indent, column } = this.page;
    const hangs = next !== undefined && goesOnBelow(next, token);
    return hangs ? { inside: indent + step, closer: indent } : { inside: column, closer: undefined };
  }

  private token(token: IToken): void {
    if (isBraces(token)) this.braces(token as BracesToken);
    else this.page.put(token.image);
    this.sourceLine = token.endLine!;
  }

  private braces(braces: BracesToken): void {
    this.page.put("{");
    this.sourceLine = braces.startLine!;
    const style = styleOf(braces);
    if (style === "lines") this.onLines(braces);
    else this.inRow(braces, style === "flowing");
    this.page.put("}");
  }

  private onLines(braces: BracesToken): void {
    const outer = { indent: this.indent, group: this.group };
    const { indent } = this.page;
    this.indent = indent + step;
    this.group = {};
    this.atStart = true;
    const isRecord = braces.tokenType === t.RecordBraces;
    const widths = labelWidths(braces.entries, this.comments);
    for (const entry of braces.entries) {
      const first = entry.tokens[0]!;
      this.commentLines(first.startOffset);
      // The author of a record may have put several of its entries on a line, as of a table.
      if (isRecord && !this.atStart && !this.page.isEnded && first.startLine === this.sourceLine) this.page.put(", ");
      else this.beginLine(first, undefined);
      this.entry(entry, widths.get(entry) ?? 0);
    }
    this.commentLines(braces.endOffset!);
    this.indent = outer.indent;
    this.group = outer.group;
    if (!this.atStart || this.page.isEnded) this.page.line(indent, this.group);
    this.atStart = false;
  }

  /** Entries on one line, or, flowing, on as many as their author gave them. */
  private inRow(braces: BracesToken, flows: boolean): void {
    const { indent } = this;
    const isRecord = braces.tokenType === t.RecordBraces;
    this.indent = this.page.column + 1;
    for (const [index, entry] of braces.entries.entries()) {
      const first = entry.tokens[0]!;
      this.innerComments(first, this.indent);
      const breaks = this.page.isEnded || (flows && index > 0 && first.startLine! > this.sourceLine);
      if (breaks) this.page.line(this.indent, this.group);
      else this.page.put(" ");
      this.entry(entry, 0);
      if (index + 1 < braces.entries.length) this.page.put(isRecord ? "," : ";");
    }
    this.innerComments({ ...braces, startOffset: braces.endOffset! }, this.indent);
    if (this.page.isEnded) this.page.line(this.indent - 2, this.group);
    else if (braces.entries.length > 0) this.page.put(" ");
    this.indent = indent;
  }
}

/** `else` and a body may stand at the beginning of a line and yet go on with the entry above. */
function isContinuation(token: IToken): boolean {
  return token.tokenType === t.Else || token.tokenType === t.Body;
}
