/** A line as it grows. */
interface Line {
  readonly indent: number;
  text: string;
  /** What ends it, in a column of its own. */
  comment: string | undefined;
  /** Comments of lines with the same group stand below each other. */
  readonly group: object | undefined;
}

const gap = 2;

/** Lines that grow at their end. */
export class Page {
  private readonly lines: Line[] = [];

  /** Begins a line. */
  line(indent: number, group: object | undefined): void {
    this.lines.push({ indent, text: "", comment: undefined, group });
  }

  blankLine(): void {
    if (!this.isEmpty) this.line(0, undefined);
  }

  put(text: string): void {
    this.lines.at(-1)!.text += text;
  }

  /** Nothing can be put behind it. */
  endWith(comment: string): void {
    this.lines.at(-1)!.comment = comment;
  }

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }

  /** True where the line has ended with a comment. */
  get isEnded(): boolean {
    return this.lines.at(-1)?.comment !== undefined;
  }

  /** Indentation of the line that is being written. */
  get indent(): number {
    return this.lines.at(-1)!.indent;
  }

  /** Where what is put next will stand, from 0. */
  get column(): number {
    return widthOf(this.lines.at(-1)!);
  }

  /** All lines, comments in their columns, with a newline at the end of each. */
  toString(): string {
    const columns = new Map<object, number>();
    for (const line of this.lines) {
      if (line.comment === undefined || line.group === undefined) continue;
      columns.set(line.group, Math.max(columns.get(line.group) ?? 0, widthOf(line) + gap));
    }
    return this.lines.map((line) => `${written(line, line.group && columns.get(line.group))}\n`).join("");
  }
}

function widthOf({ indent, text }: Line): number {
  return indent + (text.length - (text.lastIndexOf("\n") + 1));
}

function written(line: Line, column = widthOf(line) + gap): string {
  const code = line.text === "" ? "" : " ".repeat(line.indent) + line.text;
  return line.comment === undefined ? code : code + " ".repeat(column - widthOf(line)) + line.comment;
}
