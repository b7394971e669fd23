import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Span } from "../../diagnostics/place.ts";
import { lex } from "../../grammar/lex.ts";
import { type ParsedFile, parse } from "../../grammar/parse.ts";
import type { Declaration } from "../../grammar/tree.ts";
import { samples } from "./samples.ts";

const pieces = samples.flatMap(({ text }) => lex(text).tokens.map((token) => token.image));

/** Words and signs of the language in any order, with newlines, blanks and rubbish between them. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces),
      fc.constantFrom("\n", "\n  ", "\r\n", " ", "\t"),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""));

/** A sample with up to eight stretches replaced by something else. */
const mauled = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(fc.tuple(fc.nat(4000), fc.nat(30), soup), { minLength: 1, maxLength: 8 }),
  )
  .map(([{ text }, wounds]) =>
    wounds.reduce(
      (now, [at, length, put]) => now.slice(0, at % now.length) + put + now.slice((at % now.length) + length),
      text,
    ),
  );

const anyText = fc.oneof(soup, mauled, fc.string({ unit: "binary" }));

function forAnyText(check: (text: string, read: ParsedFile) => void): void {
  fc.assert(
    fc.property(anyText, (text) => check(text, parse("a.kpnet", text))),
    { numRuns: 700 },
  );
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
}

/** Every node whose span leaves that of the node around it. */
function straySpans(node: unknown, around: Span): unknown[] {
  if (Array.isArray(node)) return node.flatMap((item) => straySpans(item, around));
  if (typeof node !== "object" || node === null) return [];
  const own = "span" in node ? (node.span as Span) : undefined;
  const stray = own !== undefined && !holds(around, own) ? [node] : [];
  const inner = Object.entries(node)
    .filter(([key]) => key !== "span")
    .map(([, value]) => value);
  return [...stray, ...straySpans(inner, own ?? around)];
}

function spanInFile({ offset, span }: Declaration): Span {
  return { start: offset + span.start, end: offset + span.end };
}

describe("for any text whatever", () => {
  it("spans lie inside the text, and inside each other", () => {
    forAnyText((text, { tree }) => {
      let end = 0;
      for (const declaration of tree.declarations) {
        const span = spanInFile(declaration);
        expect(span.start).toBeGreaterThanOrEqual(end);
        end = span.end;
        expect(straySpans(declaration, { start: 0, end: declaration.span.end })).toEqual([]);
      }
      expect(end).toBeLessThanOrEqual(text.length);
    });
  });

  it("every diagnostic stands in the text, and in a declaration that says that it is damaged", () => {
    forAnyText((text, { tree, diagnostics }) => {
      const whole: Span = { start: 0, end: text.length };
      for (const { place, related } of diagnostics) {
        const owner = tree.declarations.find(({ key }) => key === place.declaration);
        if (place.declaration !== "") expect(owner?.damaged).toBe(true);
        for (const { span } of [place, ...related.map((remark) => remark.place)])
          expect(holds(owner === undefined ? whole : owner.span, span)).toBe(true);
      }
      const told = new Set(diagnostics.map(({ place }) => place.declaration));
      expect(tree.declarations.filter(({ key, damaged }) => damaged !== told.has(key))).toEqual([]);
    });
  });

  it("keys are unique", () => {
    forAnyText((_, { tree }) => {
      const keys = tree.declarations.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  it("lines above change nothing but offsets", () => {
    forAnyText((text, { tree, diagnostics }) => {
      fc.pre(!/^\s*kpnet\b/.test(text) && !text.includes("\0"));
      const below = parse("a.kpnet", `// a line above\n\n${text}`);
      const moved = tree.declarations.map((declaration) => ({ ...declaration, offset: declaration.offset + 17 }));
      expect(below.tree.declarations).toEqual(moved);
      expect(below.diagnostics.map(({ message }) => message)).toEqual(diagnostics.map(({ message }) => message));
    });
  });
});
