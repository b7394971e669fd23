import { binaryShape, broadcastExamples, type NoAttributes, sumToShape } from "./elementwise-rules.ts";
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
  examples: broadcastExamples,
};
