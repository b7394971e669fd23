import { unaryShape } from "./elementwise-rules.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import type { Primitive } from "./primitive.ts";

export type LogAttributes = {
  /** Added first: 1 for what begins at 0. */
  readonly eps: number;
};

export const log: Primitive<LogAttributes> = {
  name: "log",
  doc: "The natural logarithm of x + eps, number by number.",
  shape: unaryShape,
  // 1 / (x + eps) is e to the power of -y.
  gradient(b, { outputs: [y] }, [dy]) {
    return dy === undefined ? [] : [b.apply(mul, [dy, b.apply(exp, [b.apply(neg, [y!], {})], {})], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: { eps: 2 } }],
};
