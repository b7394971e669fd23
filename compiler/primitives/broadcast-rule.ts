import { sameDim } from "../ir/dim.ts";
import { type Shape, showShape } from "../ir/shape.ts";

/** NumPy's rule: axes are matched from the last backwards, and an axis of 1 (or a missing one) is repeated. */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - (rank - a.length)] ?? 1;
    const right = b[axis - (rank - b.length)] ?? 1;
    if (sameDim(left, right) || right === 1) return left;
    if (left === 1) return right;
    throw new Error(`shapes ${showShape(a)} and ${showShape(b)} can't be broadcast`);
  });
}
