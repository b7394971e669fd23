import { constant } from "./constant.ts";
import { type NoAttributes, unaryShape } from "./elementwise-rules.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";

export const square: Primitive<NoAttributes> = {
  name: "square",
  doc: "x * x, number by number.",
  shape: unaryShape,
  gradient(b, { inputs: [x] }, [dy]) {
    if (dy === undefined) return [];
    const twice = b.apply(mul, [x!, b.apply(constant, [], { value: 2 })], {});
    return [b.apply(mul, [dy, twice], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: {} }],
};
