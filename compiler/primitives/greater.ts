import { binaryShape, broadcastExamples, type NoAttributes } from "./elementwise-rules.ts";
import type { Primitive } from "./primitive.ts";

export const greater: Primitive<NoAttributes> = {
  name: "greater",
  doc: "1 where a > b, else 0, as float32; shapes broadcast by NumPy's rule. Flat, so no gradient flows through it.",
  shape: binaryShape,
  gradient: () => [],
  examples: broadcastExamples,
};
