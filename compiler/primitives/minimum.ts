import { binaryShape, broadcastExamples, type NoAttributes, sumToShape } from "./elementwise-rules.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";
import { sub } from "./sub.ts";

export const minimum: Primitive<NoAttributes> = {
  name: "minimum",
  doc: "The smaller of a and b, number by number; shapes broadcast by NumPy's rule. Where both are equal, the gradient is b's.",
  shape: binaryShape,
  gradient(b, { inputs: [left, right] }, [dy]) {
    if (dy === undefined) return [];
    const dLeft = b.apply(mul, [dy, b.apply(greater, [right!, left!], {})], {});
    const dRight = b.apply(sub, [dy, dLeft], {});
    return [sumToShape(b, dLeft, left!.shape), sumToShape(b, dRight, right!.shape)];
  },
  examples: broadcastExamples,
};
