import type { IToken } from "chevrotain";

/** A bracket that is open at the cursor. */
export interface Frame {
  readonly opener: "{" | "(" | "[";
  /** What stands before it in its entry: `conv1 = conv2d`, `model Net`, `layer1 = repeat i in 0..<3`. */
  readonly head: readonly IToken[];
  /** What stands in it before the item that the cursor is in: arguments, items of a list, entries of a body. */
  readonly items: readonly (readonly IToken[])[];
}

/** Where something stands in a declaration. */
export interface Place {
  /** The tokens of the declaration's head; empty between declarations. */
  readonly header: readonly IToken[];
  /** Brackets that are open, outermost first: the body of the declaration is the first. */
  readonly frames: readonly Frame[];
  /** What stands before it in its entry, argument or item. A group in brackets is only its closing one. */
  readonly before: readonly IToken[];
}

interface Open {
  readonly opener: Frame["opener"];
  readonly head: readonly IToken[];
  readonly items: IToken[][];
  /** Column of the line that it was opened on. */
  readonly indent: number;
  current: IToken[];
}

const openerOf: Readonly<Record<string, Frame["opener"]>> = { "}": "{", ")": "(", "]": "[" };

/** Follows the tokens of one declaration, to know what is open behind the last of them. */
export class OpenBrackets {
  readonly #root: IToken[] = [];
  readonly #open: Open[] = [];
  #header: readonly IToken[] | undefined;
  #line = 0;
  #indent = 1;
  #isOver = false;

  get place(): Place {
    if (this.#isOver) return { header: [], frames: [], before: [] };
    return {
      header: this.#header ?? this.#root,
      frames: this.#open.map(({ opener, head, items }) => ({ opener, head, items })),
      before: this.#entry,
    };
  }

  take(token: IToken): void {
    const { image } = token;
    this.startLine(token.startLine!, token.startColumn!, openerOf[image] !== undefined);
    this.#line = token.endLine!;
    const top = this.#open.at(-1);
    if (image === "{" || image === "(" || image === "[") this.#push(image);
    else if (openerOf[image] !== undefined) this.#close(token, openerOf[image]);
    else if (top !== undefined && (image === "," || image === ";")) endItem(top);
    else this.#entry.push(token);
  }

  /**
   * Something stands on a line, at a column: where the line is a new one, it begins an entry of the body. Round and square brackets
   * that nobody closed end above a line that stands no deeper than they do.
   */
  startLine(line: number, column: number, isCloser = false): void {
    if (line <= this.#line) return;
    while (!isCloser && this.#open.length > 0 && this.#open.at(-1)!.opener !== "{") {
      if (column > this.#open.at(-1)!.indent) break;
      this.#open.pop();
    }
    const top = this.#open.at(-1);
    if (top?.opener === "{") endItem(top);
    if (top === undefined && this.#root.length > 0 && column === 1) this.#isOver = true;
    this.#line = line;
    this.#indent = column;
  }

  get #entry(): IToken[] {
    return this.#open.at(-1)?.current ?? this.#root;
  }

  #push(opener: Frame["opener"]): void {
    if (this.#open.length === 0 && opener === "{") this.#header = [...this.#root];
    this.#open.push({ opener, head: [...this.#entry], items: [], indent: this.#indent, current: [] });
  }

  #close(token: IToken, opener: Frame["opener"]): void {
    const own = this.#open.findLastIndex((open) => open.opener === opener);
    if (own < 0) return;
    this.#open.length = own;
    this.#entry.push(token);
    if (own === 0 && opener === "{" && this.#root[0]?.image !== "import") this.#isOver = true;
  }
}

function endItem(open: Open): void {
  if (open.current.length > 0 || open.opener !== "{") open.items.push(open.current);
  open.current = [];
}
