import { EmbeddedActionsParser, type IParserErrorMessageProvider, type IToken, tokenLabel } from "chevrotain";
import type { Span } from "../../diagnostics/place.ts";
import type { BracesToken } from "../layout.ts";
import * as t from "../tokens.ts";
import type { Name, Path } from "../tree.ts";
import { LookaheadWhenMet } from "./lookahead.ts";

/** What the entries between two braces are read as. */
export type EntryKind = "statement" | "example" | "step" | "property" | "edit" | "contract" | "imported";

/** Braces that an entry holds, and the list that what stands in them goes to once it is read. */
export interface Pending {
  readonly braces: BracesToken;
  readonly kind: EntryKind;
  readonly into: unknown[];
}

/** Makes the message of an exception the bare words for what was expected; grammar/messages.ts does the rest. */
const expectedWords: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => tokenLabel(expected),
  buildNotAllInputParsedMessage: () => "a new line",
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "a value",
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "a value",
};

/** What all rules stand on. A parser reads one entry at a time (see grammar/layout.ts) and builds its tree as it goes. */
export class RulesBase extends EmbeddedActionsParser {
  /** Offset of the declaration that is being read: spans count from it. */
  base = 0;
  /** Braces met in the entry, to be read after it. */
  pending: Pending[] = [];

  constructor(skipValidations: boolean) {
    super([...t.vocabulary], {
      skipValidations,
      // The few choices that need a second token look at it themselves, which makes the parser quicker to set up.
      maxLookahead: 1,
      lookaheadStrategy: new LookaheadWhenMet({ maxLookahead: 1 }),
      errorMessageProvider: expectedWords,
    });
  }

  /** An empty list that the entries in these braces will fill. */
  protected later<T>(braces: IToken, kind: EntryKind): T[] {
    const into: T[] = [];
    if (!this.RECORDING_PHASE) this.pending.push({ braces: braces as BracesToken, kind, into });
    return into;
  }

  protected spanOf(token: IToken): Span {
    return { start: token.startOffset - this.base, end: token.endOffset! + 1 - this.base };
  }

  /** From the first token to the one that was read last. */
  protected spanFrom(first: IToken | Span): Span {
    const start = "startOffset" in first ? first.startOffset - this.base : first.start;
    return { start, end: this.LA(0).endOffset! + 1 - this.base };
  }

  protected nameOf(token: IToken): Name {
    return { text: token.image, span: this.spanOf(token) };
  }

  protected pathOf(token: IToken): Path {
    const span = this.spanOf(token);
    // While chevrotain records the rules, a choice gives no token.
    if (this.RECORDING_PHASE) return { parts: [], span };
    let start = span.start;
    const parts = token.image.split(".").map((text) => {
      const part = { text, span: { start, end: start + text.length } };
      start += text.length + 1;
      return part;
    });
    return { parts, span };
  }
}
