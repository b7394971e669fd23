import { constant } from "./constant.ts";
import { type NoAttributes, unaryShape } from "./elementwise-rules.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";

export const relu: Primitive<NoAttributes> = {
  name: "relu",
  doc: "max(x, 0), number by number. The gradient at 0 is 0, as in PyTorch.",
  shape: unaryShape,
  // y is positive exactly where x is, so x need not be kept.
  gradient(b, { outputs: [y] }, [dy]) {
    if (dy === undefined) return [];
    const positive = b.apply(greater, [y!, b.apply(constant, [], { value: 0 })], {});
    return [b.apply(mul, [dy, positive], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: {} }],
};
