import { type IToken, tokenMatcher } from "chevrotain";
import { expected_declaration } from "../diagnostics/catalogue/expected_declaration.ts";
import { nesting_too_deep } from "../diagnostics/catalogue/nesting_too_deep.ts";
import { stray_bracket } from "../diagnostics/catalogue/stray_bracket.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { isCloser } from "./brackets.ts";
import { type Entry, layOut } from "./layout.ts";
import { nestingLimit } from "./limits.ts";
import { damagedToken, explain } from "./messages.ts";
import { placeOf, spanOf } from "./positions.ts";
import type { EntryKind, Pending } from "./rules/base.ts";
import { type BareDeclaration, type KpnetParser, theParser } from "./rules/declarations.ts";
import type { Chunk } from "./split.ts";
import * as t from "./tokens.ts";
import type { Name } from "./tree.ts";
import { unreadable } from "./unreadable.ts";

/** A declaration without its place in the file, and what is wrong with it; both count from its first token. */
export interface ReadDeclaration {
  readonly declaration: BareDeclaration | { readonly kind: "broken"; readonly name: Name | undefined };
  /** What it is called among its kind: `model NoseNet`, `import ./blocks/resnet.kpnet`. */
  readonly key: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A declaration with more mistakes than this is no spec, and is not read to its end. */
export const mostMessages = 50;

/** Reads the tokens of one declaration, or of what stands between two. */
export function readDeclaration({ tokens, indent, tooDeep }: Chunk): ReadDeclaration {
  const first = tokens[0]!;
  const base = first.startOffset;
  if (tooDeep !== undefined)
    return broken(tokens, base, nesting_too_deep.at(placeOf(tooDeep, base), { limit: nestingLimit }));
  if (!t.declarationWords.has(first.tokenType))
    return broken(tokens, base, damagedToken(first, base) ?? notADeclaration(first, base));
  const laidOut = layOut(tokens, base, indent);
  const reader = new EntryReader(base);
  const [header, surplus] = laidOut.entries;
  const declaration = reader.read(header!, "declaration") as BareDeclaration | undefined;
  if (declaration !== undefined) reader.readPending();
  if (declaration !== undefined && surplus !== undefined)
    reader.diagnostics.push(notADeclaration(surplus.tokens[0]!, base));
  const name = declaration?.name ?? guessedName(tokens, base);
  return {
    declaration: declaration ?? { kind: "broken", name },
    key: keyOf(first.image, name, declaration),
    diagnostics: onePerLine([...laidOut.diagnostics, ...reader.diagnostics], tokens, base).slice(0, mostMessages),
  };
}

/** Reads entries with the parser, one by one: what an entry holds in braces is read after it, without recursion. */
class EntryReader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly base: number;
  private readonly parser: KpnetParser = theParser();
  private readonly pending: Pending[] = [];

  constructor(base: number) {
    this.base = base;
  }

  /** Undefined where the entry can't be read; that has been reported then. */
  read(entry: Entry, rule: EntryKind | "declaration"): unknown {
    const { parser } = this;
    parser.base = this.base;
    parser.pending = [];
    parser.input = entry.tokens;
    const node = parser[rule]();
    const error = parser.errors[0];
    const found = [entry.problem, error && explain(error, entry.tokens, this.base)].filter((one) => one !== undefined);
    if (found.length > 0) {
      this.diagnostics.push(found.reduce((a, b) => (b.place.span.start < a.place.span.start ? b : a)));
      return undefined;
    }
    for (const braces of parser.pending) this.pending.push(braces);
    return node;
  }

  /** Reads what stands in braces, until there are too many mistakes. */
  readPending(): void {
    for (let next = this.pending.pop(); next !== undefined; next = this.pending.pop()) {
      for (const entry of next.braces.entries) {
        const node = this.isFull ? undefined : this.read(entry, next.kind);
        const kept = node ?? unreadable(next.kind, entry.tokens, this.base);
        if (kept !== undefined) next.into.push(kept);
      }
    }
    const last = this.diagnostics.at(-1);
    if (this.isFull && last !== undefined)
      this.diagnostics[this.diagnostics.length - 1] = {
        ...last,
        help: "no more mistakes are looked for in this declaration",
      };
  }

  private get isFull(): boolean {
    return this.diagnostics.length >= mostMessages;
  }
}

/** Text that can't be read as a declaration is one thing to tell, however long it is. */
function broken(tokens: readonly IToken[], base: number, diagnostic: Diagnostic): ReadDeclaration {
  const name = guessedName(tokens, base);
  const keyword = t.declarationWords.has(tokens[0]!.tokenType) ? tokens[0]!.image : "broken";
  return { declaration: { kind: "broken", name }, key: keyOf(keyword, name, undefined), diagnostics: [diagnostic] };
}

function notADeclaration(token: IToken, base: number): Diagnostic {
  if (isCloser(token)) return stray_bracket.at(placeOf(token, base), { bracket: token.image });
  const keyword = nearest(
    token.image,
    [...t.declarationWords].map((type) => type.PATTERN as string),
  );
  const about = { found: `\`${token.image.slice(0, 40)}\``, ...(keyword === undefined ? {} : { nearest: keyword }) };
  const place = placeOf(token, base);
  if (keyword === undefined) return expected_declaration.at(place, about);
  return expected_declaration.at(place, about, { edit: { title: `write ${keyword}`, place, text: keyword } });
}

/** The name that a damaged declaration probably gives: the second word of its header, or else the first. */
function guessedName(tokens: readonly IToken[], base: number): Name | undefined {
  const token = [tokens[1], tokens[0]].find((one) => one !== undefined && tokenMatcher(one, t.Name));
  return token && { text: token.image, span: spanOf(token, base) };
}

function keyOf(keyword: string, name: Name | undefined, declaration: BareDeclaration | undefined): string {
  if (declaration?.kind === "import") return `import ${declaration.from?.text}`;
  return name === undefined ? keyword : `${keyword} ${name.text}`;
}

/** In order of place. One mistake is one message, so of several on a line only the first is told. */
function onePerLine(diagnostics: Diagnostic[], tokens: readonly IToken[], base: number): Diagnostic[] {
  if (diagnostics.length < 2) return diagnostics;
  const inOrder = diagnostics.sort((a, b) => a.place.span.start - b.place.span.start);
  let index = 0;
  let lastLine = 0;
  return inOrder.filter(({ place }) => {
    while (index + 1 < tokens.length && tokens[index + 1]!.startOffset - base < place.span.end) index += 1;
    const line = tokens[index]!.endLine!;
    if (line === lastLine) return false;
    lastLine = line;
    return true;
  });
}
