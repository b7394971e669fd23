import { isDeepStrictEqual } from "node:util";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { lex } from "../../grammar/lex.ts";
import { type ParsedFile, parse } from "../../grammar/parse.ts";
import type { Declaration } from "../../grammar/tree.ts";

/** One way to damage a text: what stood between two offsets is replaced. */
export interface Damage {
  readonly what: string;
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

export function cuts(text: string): Damage[] {
  return Array.from(text, (_, at) => ({ what: `cut at ${at}`, start: at, end: text.length, put: "" }));
}

/** Newlines are tokens too: without one, two lines become one. */
export function deletions(text: string): Damage[] {
  const tokens = lex(text).tokens.map((token) => ({ start: token.startOffset, end: token.endOffset! + 1 }));
  const newlines = [...text.matchAll(/\n/g)].map((match) => ({ start: match.index, end: match.index + 1 }));
  return [...tokens, ...newlines].map(({ start, end }) => {
    const line = text.slice(0, start).split("\n").length;
    return { what: `line ${line} without ${JSON.stringify(text.slice(start, end))}`, start, end, put: "" };
  });
}

export function doublings(text: string): Damage[] {
  let start = 0;
  return text
    .split(/(?<=\n)/)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      start = text.indexOf(line, start) + line.length;
      return { what: `doubled ${JSON.stringify(line)}`, start, end: start, put: line };
    });
}

/** What is wrong with how a damaged text is read; empty where all is well. */
export function complaints(text: string, whole: ParsedFile, damage: Damage): string[] {
  const damaged = text.slice(0, damage.start) + damage.put + text.slice(damage.end);
  const read = parse("a.kpnet", damaged);
  const found: string[] = [];
  if (read.diagnostics.length > 3) found.push(`${read.diagnostics.length} diagnostics`);
  const away = linesAway(damaged, read, damage.start, damage.start + damage.put.length);
  if (away > 1) found.push(`the first stands ${away} lines away`);
  for (const declaration of untouched(text, whole, damage)) {
    const after = read.tree.declarations.find((one) => one.key === declaration.key);
    if (after === undefined) found.push(`${declaration.key} is lost`);
    else if (after.damaged) found.push(`${declaration.key} is damaged`);
    else if (!sameTree(declaration, after)) found.push(`${declaration.key} is changed`);
  }
  return found.map((complaint) => `${damage.what}: ${complaint}\n${told(read.diagnostics)}`);
}

function told(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ message, place }) => `    ${message} (${place.declaration} ${place.span.start})`)
    .join("\n");
}

export function absoluteStart(read: ParsedFile, diagnostic: Diagnostic): number {
  const declaration = read.tree.declarations.find(({ key }) => key === diagnostic.place.declaration);
  return (declaration?.offset ?? 0) + diagnostic.place.span.start;
}

/** How many lines lie between the damage and the first diagnostic. Lines without a token are not counted. */
function linesAway(text: string, read: ParsedFile, start: number, end: number): number {
  const offsets = read.diagnostics.map((diagnostic) => absoluteStart(read, diagnostic));
  if (offsets.length === 0) return 0;
  const first = Math.min(...offsets);
  if (first < start) return linesBetween(text.slice(first, start));
  return first > end ? linesBetween(text.slice(end, first)) : 0;
}

function linesBetween(text: string): number {
  const lines = text.split("\n").slice(1);
  return lines.filter((line, index) => index === lines.length - 1 || !/^\s*(\/\/.*)?$/.test(line)).length;
}

/**
 * Declarations that the damage neither reaches nor glues to something. Behind a cut there are none, and half a comment on a
 * declaration's last line may be read as part of it.
 */
function untouched(text: string, whole: ParsedFile, damage: Damage): Declaration[] {
  const isCut = damage.end === text.length && damage.put === "";
  return whole.tree.declarations.filter(({ offset, span, doc }) => {
    const docStart = doc === "" ? offset : text.lastIndexOf(`/// ${doc.split("\n")[0]}`, offset);
    const end = offset + span.end;
    if (isCut) return end <= damage.start && /^\s*$|\n/.test(text.slice(end, damage.start));
    return end < damage.start || damage.end < docStart;
  });
}

/** Equal but for where it stands. What was remembered is the same object, which makes the comparison quick. */
function sameTree(a: Declaration, b: Declaration): boolean {
  return Object.entries(a).every(([key, value]) => {
    const other = b[key as keyof Declaration] as unknown;
    return key === "offset" || value === other || isDeepStrictEqual(value, other);
  });
}
