import { constant } from "./constant.ts";
import { unaryShape } from "./elementwise-rules.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";

export type RsqrtAttributes = {
  /** Added first, so that a variance of 0 divides nothing by 0. */
  readonly eps: number;
};

export const rsqrt: Primitive<RsqrtAttributes> = {
  name: "rsqrt",
  doc: "1 / sqrt(x + eps), number by number.",
  shape: unaryShape,
  // With y = (x + eps)^(-1/2): dy/dx = -y³ / 2.
  gradient(b, { outputs: [y] }, [dy]) {
    if (dy === undefined) return [];
    const half = b.apply(mul, [y!, b.apply(constant, [], { value: -0.5 })], {});
    const cube = b.apply(mul, [b.apply(mul, [y!, y!], {}), half], {});
    return [b.apply(mul, [dy, cube], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: { eps: 2 } }],
};
