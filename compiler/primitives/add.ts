import { binaryShape, broadcastExamples, type NoAttributes, sumToShape } from "./elementwise-rules.ts";
import type { Primitive } from "./primitive.ts";

export const add: Primitive<NoAttributes> = {
  name: "add",
  doc: "a + b, number by number; shapes broadcast by NumPy's rule.",
  shape: binaryShape,
  gradient(b, { inputs: [left, right] }, [dy]) {
    if (dy === undefined) return [];
    return [sumToShape(b, dy, left!.shape), sumToShape(b, dy, right!.shape)];
  },
  examples: broadcastExamples,
};
