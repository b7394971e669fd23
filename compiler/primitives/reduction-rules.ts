import type { Shape } from "../ir/shape.ts";

/** The shape that is left when some axes vanish. */
export function reducedShape(shape: Shape, axes: readonly number[]): Shape {
  if (axes.some((axis) => axis < 0 || axis >= shape.length)) throw new Error(`axes ${axes} of ${shape.length}`);
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** The same with a 1 in the place of each axis that vanished, which broadcasts back. */
export function keptShape(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}
