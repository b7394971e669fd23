import type { Position, SelectionRange } from "vscode-languageserver/node.js";
import type { Span } from "../../../diagnostics/place.ts";
import { type FileSpot, spanToRange } from "../spot.ts";

/** For each position what stands around it, from the innermost outwards: a name, an argument, a call, a step, a body. */
export function selectionRanges(spot: FileSpot, positions: readonly Position[]): SelectionRange[] {
  const document = spot.project.document(spot.path);
  return positions.map((position) => {
    const offset = document.offsetAt(position);
    const whole = { start: 0, end: document.getText().length };
    const spans = [whole, ...spansAround(spot, offset)];
    const ranges = spans.map((span) => spanToRange(spot, span));
    return ranges.reduce<SelectionRange | undefined>(
      (parent, range) => (parent === undefined ? { range } : { range, parent }),
      undefined,
    )!;
  });
}

/** Spans of all parts of the tree that hold an offset, outermost first, each once. */
function spansAround({ project, path }: FileSpot, offset: number): Span[] {
  const declaration = project
    .tree(path)
    .declarations.find((each) => each.offset <= offset && offset <= each.offset + each.span.end);
  if (declaration === undefined) return [];
  const found: Span[] = [];
  collect(declaration, offset - declaration.offset, found);
  const inOrder = found.sort((a, b) => b.end - b.start - (a.end - a.start));
  const distinct = inOrder.filter(
    (span, index) => index === 0 || span.end - span.start < inOrder[index - 1]!.end - inOrder[index - 1]!.start,
  );
  return distinct.map(({ start, end }) => ({ start: start + declaration.offset, end: end + declaration.offset }));
}

function collect(node: unknown, offset: number, into: Span[]): void {
  if (typeof node !== "object" || node === null) return;
  if ("span" in node) {
    const { start, end } = node.span as Span;
    if (offset < start || offset > end) return;
    into.push({ start, end });
  }
  for (const part of Object.values(node)) collect(part, offset, into);
}
