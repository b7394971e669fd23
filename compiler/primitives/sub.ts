import { binaryShape, type NoAttributes, sumToShape } from "./elementwise-rules.ts";
import { neg } from "./neg.ts";
import type { Primitive } from "./primitive.ts";

export const sub: Primitive<NoAttributes> = {
  name: "sub",
  doc: "a - b, number by number; shapes broadcast by NumPy's rule.",
  shape: binaryShape,
  gradient(b, { inputs: [left, right] }, [dy]) {
    if (dy === undefined) return [];
    return [sumToShape(b, dy, left!.shape), sumToShape(b, b.apply(neg, [dy], {}), right!.shape)];
  },
  examples: [
    {
      inputs: [
        [2, 3],
        [2, 3],
      ],
      attributes: {},
    },
    {
      inputs: [
        [2, 3, 4],
        [3, 1],
      ],
      attributes: {},
    },
    { inputs: [[], [2, 3]], attributes: {} },
  ],
};
