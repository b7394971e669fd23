import { sameDim } from "../ir/dim.ts";
import { elementsOf, type Shape, showShape } from "../ir/shape.ts";
import type { Primitive } from "./primitive.ts";

export type ReshapeAttributes = {
  /** With the batch axis, where the value has one. */
  readonly shape: Shape;
};

export const reshape: Primitive<ReshapeAttributes> = {
  name: "reshape",
  doc: "The same numbers in the same order (the last axis runs fastest) under other axes.",
  shape([x], { shape }) {
    if (!sameDim(elementsOf(x!), elementsOf(shape)))
      throw new Error(`can't reshape ${showShape(x!)} to ${showShape(shape)}`);
    return [shape];
  },
  gradient(b, { inputs: [x] }, [dy]) {
    return dy === undefined ? [] : [b.apply(reshape, [dy], { shape: x!.shape })];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: { shape: [4, 6] } }],
};
