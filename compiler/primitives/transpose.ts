import type { Primitive } from "./primitive.ts";

export type TransposeAttributes = {
  /** `permutation[i]` is the axis of x that becomes axis i. */
  readonly permutation: readonly number[];
};

export const transpose: Primitive<TransposeAttributes> = {
  name: "transpose",
  doc: "The same numbers with the axes in another order.",
  shape([x], { permutation }) {
    const each = [...permutation].sort((a, b) => a - b);
    if (permutation.length !== x!.length || each.some((axis, index) => axis !== index))
      throw new Error(`[${permutation}] is no order of ${x!.length} axes`);
    return [permutation.map((axis) => x![axis]!)];
  },
  gradient(b, { attributes: { permutation } }, [dy]) {
    if (dy === undefined) return [];
    const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
    return [b.apply(transpose, [dy], { permutation: inverse })];
  },
  examples: [{ inputs: [[2, 3, 4, 5]], attributes: { permutation: [2, 0, 3, 1] } }],
};
