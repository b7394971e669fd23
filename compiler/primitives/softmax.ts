import { unaryShape } from "./elementwise-rules.ts";
import { mul } from "./mul.ts";
import type { Primitive } from "./primitive.ts";
import { reduce_sum } from "./reduce_sum.ts";
import { keptShape } from "./reduction-rules.ts";
import { reshape } from "./reshape.ts";
import { sub } from "./sub.ts";

export type SoftmaxAttributes = { readonly axis: number };

export const softmax: Primitive<SoftmaxAttributes> = {
  name: "softmax",
  doc: "exp(x) divided by its sum along one axis; large numbers don't overflow.",
  shape: unaryShape,
  // dx = y * (dy - sum(dy * y))
  gradient(b, { outputs: [y], attributes: { axis } }, [dy]) {
    if (dy === undefined) return [];
    const sum = b.apply(reduce_sum, [b.apply(mul, [dy, y!], {})], { axes: [axis] });
    const kept = b.apply(reshape, [sum], { shape: keptShape(y!.shape, [axis]) });
    return [b.apply(mul, [y!, b.apply(sub, [dy, kept], {})], {})];
  },
  examples: [
    { inputs: [[2, 3, 4, 2]], attributes: { axis: 1 } },
    { inputs: [[2, 5]], attributes: { axis: 1 } },
    { inputs: [[2, 3, 4]], attributes: { axis: 2 } },
  ],
};
