import { binaryShape, type NoAttributes, sumToShape } from "./elementwise-rules.ts";
import type { Primitive } from "./primitive.ts";

export const mul: Primitive<NoAttributes> = {
  name: "mul",
  doc: "a * b, number by number; shapes broadcast by NumPy's rule.",
  shape: binaryShape,
  gradient(b, { inputs: [left, right] }, [dy]) {
    if (dy === undefined) return [];
    return [
      sumToShape(b, b.apply(mul, [dy, right!], {}), left!.shape),
      sumToShape(b, b.apply(mul, [dy, left!], {}), right!.shape),
    ];
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
