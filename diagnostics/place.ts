/** A stretch of text: UTF-16 code units, `end` exclusive, counted from the start of its declaration. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where something stands in a project. Spans count from the start of the declaration, so that what is known about one
 * declaration stays true, byte for byte, when the text above it changes: phases can be memoised by declaration.
 * `declaration` is a key such as `model NoseNet` (see grammar/split.ts); `""` is the file itself, its spans counted
 * from the file's first character.
 */
export interface Place {
  readonly file: string;
  readonly declaration: string;
  readonly span: Span;
}

export const emptySpan: Span = { start: 0, end: 0 };

/** The smallest span that holds both. */
export function spanOver(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** The whole file, where a message has no better place. */
export function placeOfFile(file: string): Place {
  return { file, declaration: "", span: emptySpan };
}

/** The same text for the same place, for maps and sets. */
export function placeKey({ file, declaration, span }: Place): string {
  return `${file} ${declaration} ${span.start}-${span.end}`;
}

/** What turns a place into lines and columns: the text of each file, and where its declarations begin. */
export interface TextLookup {
  text(file: string): string | undefined;
  /** Offset of a declaration in its file; 0 for `""`; undefined when there is no such declaration (any more). */
  offset(file: string, declaration: string): number | undefined;
}

/** Span counted from the start of the file. Falls back on the file's start where the declaration is gone. */
export function absoluteSpan(place: Place, lookup: TextLookup): Span {
  const offset = lookup.offset(place.file, place.declaration) ?? 0;
  return { start: place.span.start + offset, end: place.span.end + offset };
}

/** What stands at a place; nothing where its file is gone. */
export function textAt(place: Place, lookup: TextLookup): string {
  const { start, end } = absoluteSpan(place, lookup);
  return lookup.text(place.file)?.slice(start, end) ?? "";
}
