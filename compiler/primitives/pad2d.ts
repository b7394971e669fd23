import { addDim, isKnown } from "../ir/dim.ts";
import type { Value } from "../ir/program.ts";
import { showShape } from "../ir/shape.ts";
import { add } from "./add.ts";
import type { ProgramBuilder } from "./builder.ts";
import { concat } from "./concat.ts";
import type { Primitive } from "./primitive.ts";
import { slice } from "./slice.ts";
import type { Pair } from "./window-rules.ts";

export type Pad2dAttributes = {
  /** `reflect` mirrors at the outermost rows and columns, which stay single; `replicate` repeats them. */
  readonly mode: "reflect" | "replicate";
  /** Rows above and columns on the left. */
  readonly before: Pair;
  /** Rows below and columns on the right. */
  readonly after: Pair;
};

export const pad2d: Primitive<Pad2dAttributes> = {
  name: "pad2d",
  doc: "x [batch, C, H, W] with rows and columns around it that are copies of its own.",
  shape([x], { mode, before, after }) {
    const [batch, channels, ...sizes] = x!;
    const padded = sizes.map((size, index) => {
      const axis = index as 0 | 1;
      const room = mode === "reflect" ? Math.max(before[axis], after[axis]) : 0;
      if (isKnown(size) && size <= room) throw new Error(`${showShape(x!)} is too small for a reflection of ${room}`);
      return addDim(size, before[axis] + after[axis]);
    });
    return [[batch!, channels!, ...padded]];
  },
  gradient(b, { inputs: [x], attributes }, [dy]) {
    if (dy === undefined) return [];
    const rows = folded(b, dy, 0, x!.shape[2] as number, attributes);
    return [folded(b, rows, 1, x!.shape[3] as number, attributes)];
  },
  examples: [
    { inputs: [[2, 2, 4, 3]], attributes: { mode: "reflect", before: [1, 2], after: [3, 0] } },
    { inputs: [[1, 2, 3, 3]], attributes: { mode: "reflect", before: [1, 1], after: [2, 2] } },
    { inputs: [[2, 2, 3, 1]], attributes: { mode: "replicate", before: [2, 0], after: [1, 3] } },
  ],
};

/**
 * Every row (axis 0) or column (axis 1) gets the sum of what its copies were given. Those without copies lie side by side
 * and are taken together, so that little more than one pass over the numbers is needed.
 */
function folded(b: ProgramBuilder, dy: Value, axis: 0 | 1, size: number, attributes: Pad2dAttributes): Value {
  const copies = copiesOf(size, attributes.before[axis], attributes.after[axis], attributes.mode);
  if (copies.every((places) => places.length === 1)) return dy;
  const taken = (start: number, count: number) =>
    b.apply(slice, [dy], {
      starts: dy.shape.map((_, other) => (other === axis + 2 ? start : 0)),
      shape: dy.shape.map((length, other) => (other === axis + 2 ? count : length)),
    });
  const parts: Value[] = [];
  for (let start = 0; start < size; ) {
    const places = copies[start]!;
    let end = start + 1;
    if (places.length === 1) while (copies[end]?.length === 1) end++;
    const summands = places.map((place) => taken(place, end - start));
    parts.push(summands.reduce((sum, next) => b.apply(add, [sum, next], {})));
    start = end;
  }
  return parts.length === 1 ? parts[0]! : b.apply(concat, parts, { axis: axis + 2 });
}

/** For each of `size` places those that it has in the padded axis. */
function copiesOf(size: number, before: number, after: number, mode: Pad2dAttributes["mode"]): number[][] {
  const copies: number[][] = Array.from({ length: size }, () => []);
  for (let place = 0; place < before + size + after; place++) copies[sourceOf(place - before, size, mode)]!.push(place);
  return copies;
}

function sourceOf(place: number, size: number, mode: Pad2dAttributes["mode"]): number {
  if (mode === "replicate") return Math.min(Math.max(place, 0), size - 1);
  const unfolded = Math.abs(place);
  return unfolded < size ? unfolded : 2 * (size - 1) - unfolded;
}
