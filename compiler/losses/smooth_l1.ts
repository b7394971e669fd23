import { float } from "../ir/parameters.ts";
import { abs } from "../primitives/abs.ts";
import { constant } from "../primitives/constant.ts";
import { minimum } from "../primitives/minimum.ts";
import { mul } from "../primitives/mul.ts";
import { sub } from "../primitives/sub.ts";
import { defineLoss } from "./loss.ts";
import { ofDifferences } from "./mean-over.ts";

type SmoothL1Parameters = { readonly beta: number };

export const smooth_l1 = defineLoss<SmoothL1Parameters>({
  name: "smooth_l1",
  doc: `Squared near zero, straight farther out: with d = |prediction - target|, the mean over all numbers of
d² / (2 beta) where d < beta, else d - beta / 2; as PyTorch's \`SmoothL1Loss\`.`,
  parameters: {
    beta: float({ doc: "Where the square turns into a line.", exclusiveMinimum: 0, default: 1 }),
  },
  // With m = min(d, beta) both cases are m (d - m / 2) / beta.
  lower(b, prediction, target, { beta }) {
    const number = (value: number) => b.apply(constant, [], { value });
    const distance = b.apply(abs, [b.apply(sub, [prediction, target], {})], {});
    const near = b.apply(minimum, [distance, number(beta)], {});
    const rest = b.apply(sub, [distance, b.apply(mul, [near, number(0.5)], {})], {});
    return b.apply(mul, [b.apply(mul, [near, rest], {}), number(1 / beta)], {});
  },
  evaluate(prediction, target, { beta }) {
    return ofDifferences(prediction, target, (difference) => {
      const distance = Math.abs(difference);
      return distance < beta ? (distance * distance) / (2 * beta) : distance - beta / 2;
    });
  },
});
