import type { LaidLevel } from "./laid.ts";
import { layOutLevel } from "./lay-out.ts";
import type { Drawing, PlacedBox, PlacedEdge, PlacedFrame } from "./placed.ts";
import type { Scheme } from "./scheme.ts";
import { fontSize, widthOf } from "./text-size.ts";

/** Around the drawing, and for its title. */
const margin = 16;
const titleHeight = 44;

/** Nobody reads a drawing of more, and it would take long to lay out. */
export const mostBoxes = 1000;

/** A drawing of a scheme: every box, frame and edge with its place. The same scheme always gives the same. */
export function drawScheme(scheme: Scheme): Drawing {
  const level = layOutLevel(scheme.level);
  const titleWidth = Math.max(widthOf(scheme.name, fontSize.title), widthOf(scheme.summary, fontSize.detail));
  const width = Math.ceil(Math.max(level.width, titleWidth)) + 2 * margin;
  const found: Found = { boxes: [], frames: [], edges: [] };
  collect(level, (width - level.width) / 2, margin + titleHeight, found);
  return { scheme, width, height: Math.ceil(level.height) + titleHeight + 2 * margin, ...found };
}

interface Found {
  readonly boxes: PlacedBox[];
  readonly frames: PlacedFrame[];
  readonly edges: PlacedEdge[];
}

/** Everything in a level whose corner is at (left, top) of the drawing. */
function collect(level: LaidLevel, left: number, top: number, found: Found): void {
  for (const { item, inside, outputs, ...own } of level.items) {
    const moved = { ...own, x: own.x + left, y: own.y + top };
    const ports = outputs.map((port) => ({ ...port, x: port.x + left, y: port.y + top }));
    if (item.kind === "box") {
      found.boxes.push({ item, ...moved, outputs: ports });
      continue;
    }
    const { headerHeight, left: innerLeft, level: inner } = inside!;
    found.frames.push({ item, ...moved, headerHeight, outputs: ports });
    collect(inner, moved.x + innerLeft, moved.y + headerHeight, found);
  }
  for (const { from, to, way } of level.edges) {
    const moved = way.map((each) => ({ x: each.x + left, top: each.top + top, bottom: each.bottom + top }));
    found.edges.push({ from, to, way: moved });
  }
}
