import { binaryShape, broadcastExamples, type NoAttributes, sumToShape } from "./elementwise-rules.ts";
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
  examples: broadcastExamples,
};
