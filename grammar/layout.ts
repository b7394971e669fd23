import type { IToken, TokenType } from "chevrotain";
import { stray_bracket } from "../diagnostics/catalogue/stray_bracket.ts";
import { syntax_expected } from "../diagnostics/catalogue/syntax_expected.ts";
import { unclosed_bracket } from "../diagnostics/catalogue/unclosed_bracket.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Excess, excessOf, isBraces, isCloser } from "./brackets.ts";
import { headOf, placeAfter, placeOf } from "./positions.ts";
import * as t from "./tokens.ts";

/** What one rule reads: a step, a property, an edit. */
export interface Entry {
  /** Without newlines, with everything between two braces as one token. Never empty. */
  readonly tokens: IToken[];
  /** Indentation of the line that it begins on. */
  readonly indent: number;
  /** How far to the right it begins: more than the indentation where other entries stand before it on its line. */
  readonly column: number;
  /** Set where a bracket is missing or too many, so that what the entry says can't be trusted. */
  problem: Diagnostic | undefined;
}

/** `{ ... }` as one token. */
export interface BracesToken extends IToken {
  readonly entries: Entry[];
}

/** The inside of a pair of braces, or of the declaration as a whole. */
interface Level {
  readonly braces: BracesToken | undefined;
  /** Indentation of the line that opened it. */
  readonly indent: number;
  /** True in records, where a comma ends an entry as a newline does. */
  readonly commas: boolean;
  readonly entries: Entry[];
  /** Round and square brackets that are open in the entry that is being filled. */
  readonly brackets: { readonly token: IToken; readonly indent: number }[];
  current: Entry | undefined;
}

/** Entries of a declaration, the first of them its header, and the braces that had to be guessed. */
export interface LaidOut {
  readonly entries: readonly Entry[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Cuts the tokens of one declaration into entries. A newline or `;` ends an entry outside `( )` and `[ ]`, in a record a
 * comma does too. Where brackets balance, indentation says nothing. Where they don't, it says which one is missing: a
 * line that stands no deeper than the line that opened a brace can't be inside it, and a line that stands deeper than
 * the one above it was meant to be inside something.
 */
export function layOut(tokens: readonly IToken[], base: number, indent: number): LaidOut {
  return new Layout(tokens, base, indent).run();
}

class Layout {
  private readonly tokens: readonly IToken[];
  private readonly base: number;
  private readonly excess: Excess;
  private readonly levels: Level[];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly firstIndent: number;
  /** Indentation of the line that is being read. */
  private indent: number;
  private previous: IToken | undefined;

  constructor(tokens: readonly IToken[], base: number, indent: number) {
    this.tokens = tokens;
    this.base = base;
    this.excess = excessOf(tokens);
    this.firstIndent = indent;
    this.indent = indent;
    this.levels = [{ braces: undefined, indent: -1, commas: false, entries: [], brackets: [], current: undefined }];
  }

  run(): LaidOut {
    for (const [index, token] of this.tokens.entries()) {
      const startsLine = this.previous !== undefined && token.startLine! > this.previous.endLine!;
      if (startsLine) this.startLine(token, this.tokens[index + 1]);
      this.take(token, startsLine);
      this.previous = token;
    }
    const root = this.levels[0]!;
    while (this.top !== root) this.closeLevel(undefined);
    if (root.brackets.length > 0) this.closeBrackets();
    return { entries: root.entries, diagnostics: this.diagnostics };
  }

  private get top(): Level {
    return this.levels.at(-1)!;
  }

  private startLine(token: IToken, next: IToken | undefined): void {
    this.indent = token.startColumn! - 1;
    let given: IToken | undefined;
    for (;;) {
      if (this.top.brackets.length > 0) {
        if (!this.endsBrackets(token, next)) return;
        given = this.closeBrackets();
      } else if (this.endsLevel(token)) {
        this.closeLevel(undefined, given);
        given = undefined;
      } else break;
    }
    if (this.continuesEntry(token)) return;
    const missing = this.missingOpener();
    if (missing === undefined) this.top.current = undefined;
    else this.openUnwritten(missing);
  }

  /** True for a line that can't stand inside the bracket that is open. */
  private endsBrackets(token: IToken, next: IToken | undefined): boolean {
    if (next?.tokenType === t.Assign && (token.tokenType === t.Name || token.tokenType === t.Text)) return true;
    if (this.excess.round <= 0 && this.excess.square <= 0) return false;
    return this.indent <= this.top.brackets.at(-1)!.indent && !isCloser(token);
  }

  /** True for a line that can't stand inside the braces that are open. */
  private endsLevel(token: IToken): boolean {
    if (this.excess.braces <= 0 || this.top.braces === undefined) return false;
    return this.indent <= this.top.indent && token.tokenType !== t.CloseBrace;
  }

  /** `else` below a closing brace and `{` on a line of its own belong to the entry above. */
  private continuesEntry(token: IToken): boolean {
    const last = this.top.current?.tokens.at(-1);
    if (last === undefined) return false;
    const afterBraces = isBraces(last);
    return token.tokenType === t.Else ? afterBraces : token.tokenType === t.OpenBrace && !afterBraces;
  }

  /** What a line that stands deeper than the entry above it lacks, where closers are left over. */
  private missingOpener(): TokenType | undefined {
    const entry = this.top.current;
    if (entry === undefined || this.indent <= entry.column || isBraces(entry.tokens.at(-1)!)) return undefined;
    if (this.excess.braces < 0) return t.OpenBrace;
    if (this.excess.round < 0) return t.OpenParen;
    return this.excess.square < 0 ? t.OpenList : undefined;
  }

  private openUnwritten(type: TokenType): void {
    const token = this.unwritten(type);
    const found = syntax_expected.at(placeAfter(this.previous!, this.base), { expected: type.LABEL! });
    if (type === t.OpenBrace) {
      this.excess.braces += 1;
      this.diagnostics.push(found);
      this.openLevel(token);
      return;
    }
    if (type === t.OpenParen) this.excess.round += 1;
    else this.excess.square += 1;
    const entry = this.append(token);
    entry.problem ??= found;
    this.top.brackets.push({ token, indent: entry.indent });
  }

  /** A token of no width behind the last one. */
  private unwritten(type: TokenType): IToken {
    const last = this.previous!;
    return {
      ...last,
      image: type.PATTERN as string,
      tokenType: type,
      tokenTypeIdx: type.tokenTypeIdx!,
      startOffset: last.endOffset! + 1,
      startLine: last.endLine!,
    };
  }

  private take(token: IToken, startsLine: boolean): void {
    switch (token.tokenType) {
      case t.OpenParen:
      case t.OpenList:
        this.append(token);
        this.top.brackets.push({ token, indent: this.indent });
        return;
      case t.CloseParen:
      case t.CloseList:
        this.closeBracket(token);
        return;
      case t.OpenBrace:
        if (this.top.brackets.length > 0 && endsValue(this.previous)) this.closeBrackets();
        this.openLevel(token);
        return;
      case t.CloseBrace:
        this.closeBrace(token, startsLine);
        return;
      case t.Semicolon:
        if (this.top.brackets.length > 0) this.closeBrackets();
        this.top.current = undefined;
        return;
      case t.Comma:
        if (this.top.commas && this.top.brackets.length === 0) this.endEntry(token);
        else this.append(token);
        return;
      default:
        this.append(token);
    }
  }

  /** A comma between two entries of a record; one that ends nothing stands where an entry is missing. */
  private endEntry(comma: IToken): void {
    const before = this.previous!.tokenType;
    if (before === t.Comma || before === t.OpenBrace) {
      const facts = { expected: "a name", after: `\`${this.previous!.image}\``, found: "`,`" };
      this.diagnostics.push(syntax_expected.at(placeOf(comma, this.base), facts));
    }
    this.top.current = undefined;
  }

  private append(token: IToken): Entry {
    const level = this.top;
    if (level.current === undefined) {
      const indent = this.previous === undefined ? this.firstIndent : this.indent;
      const column = Math.max(indent, this.previous === undefined ? 0 : token.startColumn! - 1);
      level.current = { tokens: [], indent, column, problem: undefined };
      level.entries.push(level.current);
    }
    level.current.tokens.push(token);
    return level.current;
  }

  private openLevel(token: IToken): void {
    const isRecord = this.previous === undefined || beforeRecord.has(this.previous.tokenType);
    const tokenType = isRecord ? t.RecordBraces : t.Body;
    const inBrackets = this.top.brackets.length > 0;
    const entries: Entry[] = [];
    const braces: BracesToken = { ...token, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx!, entries };
    const entry = this.append(braces);
    this.levels.push({
      braces,
      indent: inBrackets ? this.indent : entry.indent,
      commas: isRecord,
      entries,
      brackets: [],
      current: undefined,
    });
  }

  /** `closer` is undefined where the closing brace is missing; `given` is a bracket inside that was given up before. */
  private closeLevel(closer: IToken | undefined, given?: IToken): void {
    const innermost = this.top.brackets.length > 0 ? this.closeBrackets() : given;
    const { braces } = this.levels.pop()!;
    const last = closer ?? this.previous!;
    braces!.endOffset = Math.max(last.endOffset!, braces!.startOffset - 1);
    braces!.endLine = last.endLine!;
    braces!.endColumn = last.endColumn!;
    if (closer !== undefined) return;
    this.excess.braces -= 1;
    this.diagnostics.push(this.unclosed(innermost ?? braces!));
  }

  private closeBrace(token: IToken, startsLine: boolean): void {
    if (startsLine && this.excess.braces > 0) {
      const own = this.levels.findLastIndex((level) => level.braces !== undefined && level.indent === this.indent);
      if (own > 0) while (this.levels.length - 1 > own) this.closeLevel(undefined);
    }
    const level = this.top;
    if (level.braces === undefined || (this.excess.braces < 0 && !looksOwn(level, token, startsLine, this.indent))) {
      this.excess.braces += 1;
      this.append(token).problem ??= stray_bracket.at(placeOf(token, this.base), { bracket: token.image });
      return;
    }
    this.closeLevel(token);
  }

  private closeBracket(token: IToken): void {
    const opener = token.tokenType === t.CloseParen ? t.OpenParen : t.OpenList;
    const { brackets } = this.top;
    const own = brackets.findLastIndex((bracket) => bracket.token.tokenType === opener);
    const entry = this.append(token);
    if (own < 0) {
      entry.problem ??= stray_bracket.at(placeOf(token, this.base), { bracket: token.image });
      return;
    }
    const inner = brackets[own + 1];
    if (inner !== undefined) entry.problem ??= this.unclosed(inner.token);
    brackets.length = own;
  }

  /** Gives up the brackets that are open, of which it returns the innermost: the entry can't be trusted any more. */
  private closeBrackets(): IToken {
    const { brackets, current } = this.top;
    const innermost = brackets.at(-1)!.token;
    current!.problem ??= this.unclosed(innermost);
    for (const { token } of brackets) {
      if (token.tokenType === t.OpenParen) this.excess.round -= 1;
      else this.excess.square -= 1;
    }
    brackets.length = 0;
    return innermost;
  }

  private unclosed(opener: IToken): Diagnostic {
    return unclosed_bracket.at(
      placeAfter(this.previous!, this.base),
      { bracket: opener.image },
      { related: [{ place: placeOf(headOf(opener), this.base), message: `this \`${opener.image}\` is open` }] },
    );
  }
}

/**
 * True where a closing brace looks as if it belonged to this level: at the start of a line it is not deeper than the line
 * that opened the level, elsewhere it is on that line, or the level's entries began on it.
 */
function looksOwn(level: Level, closer: IToken, startsLine: boolean, indent: number): boolean {
  if (startsLine) return indent <= level.indent;
  const opened = level.braces?.startLine;
  return closer.startLine === opened || level.entries[0]?.tokens[0]?.startLine === opened;
}

/** What stands before a `{` that begins a record, and not a body. */
const beforeRecord: ReadonlySet<TokenType> = new Set([
  t.Colon,
  t.Comma,
  t.OpenParen,
  t.OpenList,
  t.Assign,
  t.Import,
  t.Sweep,
  t.Budget,
]);

/** True for a token that a body may follow, and a record may not. */
function endsValue(token: IToken | undefined): boolean {
  return token !== undefined && !beforeRecord.has(token.tokenType);
}
