import { type NoAttributes, unaryShape } from "./elementwise-rules.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";
import { sign } from "./sign.ts";

export const abs: Primitive<NoAttributes> = {
  name: "abs",
  doc: "|x|, number by number. The gradient at 0 is 0, as in PyTorch.",
  shape: unaryShape,
  gradient(b, { inputs: [x] }, [dy]) {
    return dy === undefined ? [] : [b.apply(mul, [dy, b.apply(sign, [x!], {})], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: {} }],
};
