import { monotone } from "../ir/range.ts";
import { sigmoid as logistic } from "../primitives/sigmoid.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const sigmoid = defineOp({
  name: "sigmoid",
  doc: "1 / (1 + exp(-x)): every number comes to lie in 0..1; as PyTorch's `Sigmoid`.",
  parameters: {},
  inputs: 1,
  shape: ([input]) => input!,
  range: ([input]) => monotone(input!, (x) => 1 / (1 + Math.exp(-x))),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs }) => b.apply(logistic, [inputs[0]!], {}),
  torch: () => "Sigmoid()",
  examples: {
    good: [
      { call: "sigmoid()", inputs: [[3, 4, 5]] },
      { call: "sigmoid()", inputs: [[7]] },
    ],
    bad: [],
  },
});
