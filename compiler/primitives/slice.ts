import { isKnown } from "../ir/dim.ts";
import { type Shape, showShape } from "../ir/shape.ts";
import type { Primitive } from "./primitive.ts";

export type SliceAttributes = {
  /** The first index that is taken, along each axis. */
  readonly starts: readonly number[];
  /** Shape of the result. */
  readonly shape: Shape;
};

export const slice: Primitive<SliceAttributes> = {
  name: "slice",
  doc: "A part of x: a stretch along each axis. Stands in backward passes only.",
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
  examples: [
    { inputs: [[2, 3, 4, 5]], attributes: { starts: [0, 1, 0, 2], shape: [2, 2, 4, 3] } },
    { inputs: [[2, 5]], attributes: { starts: [0, 0], shape: [2, 3] } },
  ],
};
