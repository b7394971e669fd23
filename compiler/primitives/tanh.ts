import { constant } from "./constant.ts";
import { type NoAttributes, unaryShape } from "./elementwise-rules.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";
import { square } from "./square.ts";
import { sub } from "./sub.ts";

export const tanh: Primitive<NoAttributes> = {
  name: "tanh",
  doc: "The hyperbolic tangent, number by number.",
  shape: unaryShape,
  // dy/dx = 1 - y * y
  gradient(b, { outputs: [y] }, [dy]) {
    if (dy === undefined) return [];
    const derivative = b.apply(sub, [b.apply(constant, [], { value: 1 }), b.apply(square, [y!], {})], {});
    return [b.apply(mul, [dy, derivative], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: {} }],
};
