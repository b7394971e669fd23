import { addDim, isKnown, subDim } from "../ir/dim.ts";
import { type Shape, showShape } from "../ir/shape.ts";
import type { Primitive } from "./primitive.ts";

/** Each is the other's gradient, so they stand in one file: files don't import each other in a circle. */

export type SliceAttributes = {
  /** The first index that is taken, along each axis. */
  readonly starts: readonly number[];
  /** Shape of the result. */
  readonly shape: Shape;
};

export const slice: Primitive<SliceAttributes> = {
  name: "slice",
  doc: "A part of x: a stretch along each axis.",
  shape([x], { starts, shape }) {
    const fits = x!.every((size, axis) => {
      const [start, length] = [starts[axis], shape[axis]];
      if (start === undefined || length === undefined) return false;
      return !isKnown(size) || !isKnown(length) || (start >= 0 && length >= 1 && start + length <= size);
    });
    if (!fits || shape.length !== x!.length)
      throw new Error(`no ${showShape(shape)} from [${starts}] in ${showShape(x!)}`);
    return [shape];
  },
  gradient(b, { inputs: [x], attributes: { starts, shape } }, [dy]) {
    if (dy === undefined) return [];
    const after = shape.map((size, axis) => subDim(subDim(x!.shape[axis]!, size), starts[axis]!) as number);
    return [b.apply(pad, [dy], { before: starts, after })];
  },
  examples: [
    { inputs: [[2, 3, 4, 5]], attributes: { starts: [0, 1, 0, 2], shape: [2, 2, 4, 3] } },
    { inputs: [[2, 5]], attributes: { starts: [0, 0], shape: [2, 3] } },
  ],
};

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
