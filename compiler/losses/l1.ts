import { abs } from "../primitives/abs.ts";
import { sub } from "../primitives/sub.ts";
import { defineLoss } from "./loss.ts";
import { ofDifferences } from "./mean-over.ts";

export const l1 = defineLoss({
  name: "l1",
  doc: "The mean of |prediction - target| over all numbers; as PyTorch's `L1Loss`.",
  parameters: {},
  lower: (b, prediction, target) => b.apply(abs, [b.apply(sub, [prediction, target], {})], {}),
  evaluate: (prediction, target) => ofDifferences(prediction, target, Math.abs),
});
