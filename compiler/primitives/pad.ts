import { addDim } from "../ir/dim.ts";
import type { Primitive } from "./primitive.ts";
import { slice } from "./slice.ts";

export type PadAttributes = {
  /** Zeros before the first number and after the last, along each axis. */
  readonly before: readonly number[];
  readonly after: readonly number[];
};

export const pad: Primitive<PadAttributes> = {
  name: "pad",
  doc: "x with zeros around it.",
  shape: ([x], { before, after }) => [x!.map((size, axis) => addDim(size, before[axis]! + after[axis]!))],
  gradient(b, { inputs: [x], attributes: { before } }, [dy]) {
    return dy === undefined ? [] : [b.apply(slice, [dy], { starts: before, shape: x!.shape })];
  },
  examples: [
    { inputs: [[2, 3, 4, 2]], attributes: { before: [0, 1, 0, 2], after: [0, 0, 3, 1] } },
    { inputs: [[2, 3]], attributes: { before: [0, 1], after: [1, 0] } },
  ],
};
