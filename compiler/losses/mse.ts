import { square } from "../primitives/square.ts";
import { sub } from "../primitives/sub.ts";
import { defineLoss } from "./loss.ts";
import { ofDifferences } from "./mean-over.ts";

export const mse = defineLoss({
  name: "mse",
  doc: "The mean of (prediction - target)² over all numbers; as PyTorch's `MSELoss`.",
  parameters: {},
  lower: (b, prediction, target) => b.apply(square, [b.apply(sub, [prediction, target], {})], {}),
  evaluate: (prediction, target) => ofDifferences(prediction, target, (d) => d * d),
});
