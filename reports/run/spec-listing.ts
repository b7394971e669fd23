import { memorySource } from "../../compiler/file-source.ts";
import { checkProject } from "../../compiler/index.ts";
import { type Dim, isKnown, showDim } from "../../compiler/ir/dim.ts";
import type { TypedGraph } from "../../compiler/ir/graph.ts";
import { absoluteSpan, type Place, placeKey, type TextLookup } from "../../diagnostics/place.ts";

/** A spec file with what comes out of each line's step beside it. */
export interface SpecListing {
  readonly file: string;
  readonly lines: readonly { readonly text: string; readonly shapes: readonly string[] }[];
}

/**
 * The files of a spec, the one with the experiment first. A step shows the shape that comes out of it, a call of a block or a repeat that of
 * its last step; a line that was unrolled several times shows each shape once.
 */
export function listSpec(
  file: string,
  files: Readonly<Record<string, string>>,
  graph: TypedGraph,
): readonly SpecListing[] {
  const { lookup } = checkProject(file, memorySource(files));
  const shapes = shapesByLine(graph, lookup);
  const names = [file, ...Object.keys(files).filter((name) => name !== file)];
  return names.map((name) => ({
    file: name,
    lines: (files[name] ?? "")
      .trimEnd()
      .split("\n")
      .map((text, index) => ({
        text,
        shapes: [...new Set(shapes.get(`${name}:${index}`)?.values() ?? [])],
      })),
  }));
}

/** By file and line (from 0), the shape for each way in which the line was reached. */
function shapesByLine({ inputs, nodes }: TypedGraph, lookup: TextLookup): Map<string, Map<string, string>> {
  const lines = new Map<string, Map<string, string>>();
  for (const { origin, shape } of [...inputs, ...nodes]) {
    const trail = [...origin.via, origin.place];
    trail.forEach((place, depth) => {
      const line = `${place.file}:${lineOf(place, lookup)}`;
      const way = trail
        .slice(0, depth + 1)
        .map(placeKey)
        .join(" ");
      const known = lines.get(line) ?? new Map<string, string>();
      lines.set(line, known.set(way, showShape(shape)));
    });
  }
  return lines;
}

function lineOf(place: Place, lookup: TextLookup): number {
  const text = lookup.text(place.file) ?? "";
  return text.slice(0, absoluteSpan(place, lookup).start).split("\n").length - 1;
}

function showShape(shape: readonly Dim[]): string {
  return `[${shape.map((dim) => (isKnown(dim) ? dim : showDim(dim))).join(", ")}]`;
}
