import { type Dim, productOf, sameDim, showDim, surelyDiffer } from "./dim.ts";

/** Sizes of the axes of one example, channels first as in PyTorch; the batch axis is implied and not among them. */
export type Shape = readonly Dim[];

/** `[32, 3, 5]`. */
export function showShape(shape: Shape): string {
  return `[${shape.map(showDim).join(", ")}]`;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => sameDim(dim, b[axis]!));
}

/** True where the two are the same for some values of their symbols, as far as can be told. */
export function maybeSameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => !surelyDiffer(dim, b[axis]!));
}

/** Numbers in a value of this shape. */
export function elementsOf(shape: Shape): Dim {
  return productOf(shape);
}
