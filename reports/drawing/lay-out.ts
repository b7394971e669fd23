import { endsOf, enteringWidth, leavingWidth } from "./ends.ts";
import type { Inside, LaidItem, LaidLevel } from "./laid.ts";
import { boxSize, measures, rowSize, type Size } from "./measure.ts";
import { type Ranks, ranksOf } from "./ranks.ts";
import { entrance, exit, type Frame, type Item, type Level, type Port } from "./scheme.ts";
import { fontSize, widthOf } from "./text-size.ts";

/** An item that has its size and no place yet. Outputs count from its left edge. */
interface Measured extends Size {
  readonly item: Item;
  readonly outputs: readonly (Port & { readonly offset: number })[];
  readonly inside?: Inside;
  /** With the shapes that are written below. */
  readonly room: Size;
}

/** Places for all that is in a level; frames are laid out first, since their size hangs on what is in them. */
export function layOutLevel(level: Level): LaidLevel {
  const measured = new Map(level.items.map((item) => [item.id, measure(item)]));
  const sizes = new Map([...measured].map(([id, { room }]) => [id, room]));
  if (level.entering.length > 0) sizes.set(entrance, { width: enteringWidth(level), height: 0 });
  if (level.leaving.length > 0) sizes.set(exit, { width: leavingWidth(level), height: 0 });
  const ranks = ranksOf(level, sizes);
  const items = [...measured.values()].map((each) => place(each, ranks));
  const ends = endsOf(level, items, ranks);
  const edges = level.edges.map(({ from, to }, index) => {
    return { from, to, way: [ends.starts[index]!, ...ranks.between[index]!, ends.finishes[index]!] };
  });
  const { entering, leaving } = ends;
  return { width: ranks.width, height: ranks.height, items, edges, entering, leaving };
}

function measure(item: Item): Measured {
  if (item.kind === "box") {
    const size = boxSize(item);
    const step = size.width / (item.outputs.length + 1);
    const outputs = item.outputs.map((port, index) => ({ ...port, offset: step * (index + 1) }));
    return withRoom({ item, ...size, outputs });
  }
  return measureFrame(item);
}

function measureFrame(item: Frame): Measured {
  const level = layOutLevel(item.level);
  const header = rowSize(item.header);
  const width = Math.max(level.width + 2 * measures.frame, header.width + 2 * measures.padX);
  const left = (width - level.width) / 2;
  const outputs = item.outputs.map((port) => ({ ...port, offset: left + level.leaving.get(port.value)! }));
  const inside = { level, left, headerHeight: header.height };
  return withRoom({ item, width, height: header.height + level.height, outputs, inside });
}

function withRoom(measured: Omit<Measured, "room">): Measured {
  const { width, height, outputs } = measured;
  const middle = width / 2;
  const reach = outputs.map(({ offset, shape }) => offset + measures.beside + shapeWidth(shape) - middle);
  const below = outputs.some(({ shape }) => shape !== "") ? measures.shapeLine : 0;
  return { ...measured, room: { width: 2 * Math.max(middle + measures.behind, ...reach), height: height + below } };
}

function shapeWidth(shape: string): number {
  return widthOf(shape, fontSize.detail);
}

function place({ item, width, height, outputs, inside, room }: Measured, { nodes }: Ranks): LaidItem {
  const centre = nodes.get(item.id)!;
  const x = centre.x - width / 2;
  const y = centre.y - room.height / 2;
  const ports = outputs.map(({ value, shape, offset }) => ({ value, shape, x: x + offset, y: y + height }));
  return { item, x, y, width, height, outputs: ports, ...(inside === undefined ? {} : { inside }) };
}
