import { constant } from "./constant.ts";
import { type NoAttributes, unaryShape } from "./elementwise-rules.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import type { Primitive } from "./primitive.ts";
import { square } from "./square.ts";

export const erf: Primitive<NoAttributes> = {
  name: "erf",
  doc: "The error function, 2/√π times the integral of exp(-t²) from 0 to x, number by number.",
  shape: unaryShape,
  // dy/dx = 2/√π * exp(-x²)
  gradient(b, { inputs: [x] }, [dy]) {
    if (dy === undefined) return [];
    const bell = b.apply(exp, [b.apply(neg, [b.apply(square, [x!], {})], {})], {});
    const slope = b.apply(mul, [bell, b.apply(constant, [], { value: 2 / Math.sqrt(Math.PI) })], {});
    return [b.apply(mul, [dy, slope], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: {} }],
};
