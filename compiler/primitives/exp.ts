import { type NoAttributes, unaryShape } from "./elementwise-rules.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";

export const exp: Primitive<NoAttributes> = {
  name: "exp",
  doc: "e to the power of x, number by number.",
  shape: unaryShape,
  gradient(b, { outputs: [y] }, [dy]) {
    return dy === undefined ? [] : [b.apply(mul, [dy, y!], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: {} }],
};
