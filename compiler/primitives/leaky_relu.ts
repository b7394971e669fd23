import { add } from "./add.ts";
import { constant } from "./constant.ts";
import { unaryShape } from "./elementwise-rules.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";

export type LeakyReluAttributes = { readonly slope: number };

export const leaky_relu: Primitive<LeakyReluAttributes> = {
  name: "leaky_relu",
  doc: "x where x > 0, else slope * x, number by number. The gradient at 0 is the slope, as in PyTorch.",
  shape: unaryShape,
  gradient(b, { inputs: [x], attributes: { slope } }, [dy]) {
    if (dy === undefined) return [];
    const positive = b.apply(greater, [x!, b.apply(constant, [], { value: 0 })], {});
    const rise = b.apply(mul, [positive, b.apply(constant, [], { value: 1 - slope })], {});
    const derivative = b.apply(add, [rise, b.apply(constant, [], { value: slope })], {});
    return [b.apply(mul, [dy, derivative], {})];
  },
  examples: [{ inputs: [[2, 3, 4]], attributes: { slope: 0.2 } }],
};
