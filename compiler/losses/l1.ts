import { abs } from "../primitives/abs.ts";
import { sub } from "../primitives/sub.ts";
import { defineLoss } from "./loss.ts";
import { meanOfAll, meanOfDifferences } from "./mean-over.ts";

export const l1 = defineLoss({
  name: "l1",
  doc: "The mean of |prediction - target| over all numbers; as PyTorch's `L1Loss`.",
  parameters: {},
  lower: (b, prediction, target) => meanOfAll(b, b.apply(abs, [b.apply(sub, [prediction, target], {})], {})),
  evaluate: (prediction, target) => meanOfDifferences(prediction, target, Math.abs),
});
