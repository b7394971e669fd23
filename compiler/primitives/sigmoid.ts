import { constant } from "./constant.ts";
import { type NoAttributes, unaryShape } from "./elementwise-rules.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";
import { sub } from "./sub.ts";

export const sigmoid: Primitive<NoAttributes> = {
  name: "sigmoid",
  doc: "1 / (1 + exp(-x)), number by number.",
  shape: unaryShape,
  // dy/dx = y * (1 - y)
  gradient(b, { outputs: [y] }, [dy]) {
    if (dy === undefined) return [];
    const rest = b.apply(sub, [b.apply(constant, [], { value: 1 }), y!], {});
    return [b.apply(mul, [dy, b.apply(mul, [y!, rest], {})], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: {} }],
};
