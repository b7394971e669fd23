import { float } from "../ir/parameters.ts";
import type { Value } from "../ir/program.ts";
import { abs } from "../primitives/abs.ts";
import { add } from "../primitives/add.ts";
import { constant } from "../primitives/constant.ts";
import { log } from "../primitives/log.ts";
import { minimum } from "../primitives/minimum.ts";
import { mul } from "../primitives/mul.ts";
import { sub } from "../primitives/sub.ts";
import { defineLoss } from "./loss.ts";
import { ofDifferences } from "./mean-over.ts";

type WingParameters = { readonly omega: number; readonly epsilon: number };

export const wing = defineLoss<WingParameters>({
  name: "wing",
  doc: `Steep near zero, so that small errors count, and straight farther out: with d = |prediction - target|, the mean over all numbers of
omega ln(1 + d / epsilon) where d < omega, else d - omega + omega ln(1 + omega / epsilon). (Feng et al. 2018, "Wing Loss for Robust
Facial Landmark Localisation with Convolutional Neural Networks"; their omega of 10 and epsilon of 2 are pixels, those here shares of the picture, as points are.)`,
  parameters: {
    omega: float({ doc: "Where the logarithm turns into a line, as a share of the picture.", exclusiveMinimum: 0 }),
    epsilon: float({ doc: "How gentle the bend at zero is; the slope there is omega / epsilon.", exclusiveMinimum: 0 }),
  },
  // With m = min(d, omega) both cases are omega ln(1 + m / epsilon) + (d - m).
  lower(b, prediction, target, { omega, epsilon }) {
    const times = (value: Value, factor: number) => b.apply(mul, [value, b.apply(constant, [], { value: factor })], {});
    const distance = b.apply(abs, [b.apply(sub, [prediction, target], {})], {});
    const near = b.apply(minimum, [distance, b.apply(constant, [], { value: omega })], {});
    const curve = times(b.apply(log, [times(near, 1 / epsilon)], { eps: 1 }), omega);
    return b.apply(add, [curve, b.apply(sub, [distance, near], {})], {});
  },
  evaluate(prediction, target, { omega, epsilon }) {
    return ofDifferences(prediction, target, (difference) => {
      const distance = Math.abs(difference);
      const near = Math.min(distance, omega);
      return omega * Math.log1p(near / epsilon) + (distance - near);
    });
  },
});
