import { type IToken, tokenMatcher } from "chevrotain";
import type { Entry } from "../layout.ts";
import * as t from "../tokens.ts";
import type { Comments } from "./comments.ts";
import { goesOverLines } from "./source.ts";

/**
 * How wide the name of each step is made, so that the `=` of steps that follow one another stand below each other. A blank
 * line begins a new run, and so does a step of several lines, which is aligned with nothing. Names in quotes are often
 * long, and stay out of it.
 */
export function labelWidths(entries: readonly Entry[], comments: Comments): Map<Entry, number> {
  const widths = new Map<Entry, number>();
  let run: Entry[] = [];
  const finish = (): void => {
    const widest = Math.max(...run.map((entry) => entry.tokens[0]!.image.length));
    for (const entry of run) widths.set(entry, widest);
    run = [];
  };
  let above: IToken | undefined;
  for (const entry of entries) {
    const isLong = goesOverLines(entry, comments);
    if (isLong || (above !== undefined && comments.blankBetween(above, entry.tokens[0]!))) finish();
    if (!isLong && isLabelled(entry)) run.push(entry);
    above = entry.tokens.at(-1)!;
  }
  finish();
  return widths;
}

function isLabelled({ tokens: [name, sign] }: Entry): boolean {
  return tokenMatcher(name!, t.Name) && sign?.tokenType === t.Assign;
}
